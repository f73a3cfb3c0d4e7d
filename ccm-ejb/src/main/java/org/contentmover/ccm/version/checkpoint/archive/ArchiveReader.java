package org.contentmover.ccm.version.checkpoint.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.contentmover.content.store.Intake;
import org.contentmover.core.interpret.SymlinkGuard;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.MalformedManifestException;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Takes an archive of a checkpoint in: every entry has to be exactly what the manifest in the
 * archive says, in its order, and every content has to hash to its name. Nothing of the archive is
 * used as a path of this machine. Memory: the manifest, and some mebibytes of small files. One
 * thread.
 */
public final class ArchiveReader {
  private static final int MAX_LABEL_BYTES = 64 * 1024;
  private static final int MAX_MANIFEST_BYTES = 512 * 1024 * 1024;
  private static final int SMALL_BYTES = 128 * 1024;
  private static final int BATCH_BYTES = 8 * 1024 * 1024;

  private final Intake intake;
  private final List<Arrived> batch = new ArrayList<>();
  private int batchBytes;

  /**
   * @param intake gets the content; finished by the caller
   */
  public ArchiveReader(Intake intake) {
    this.intake = intake;
  }

  /** A file of the archive; of a small one the bytes are here, and its number stands for it. */
  private record Arrived(String path, ContentHash sha256, long sizeBytes, Path file, byte[] bytes)
      implements Intake.Wanted {}

  /**
   * Reads all of it.
   *
   * @param labelled is told whose archive it is, before its content is read
   * @throws ArchiveRefused when it is not what an export writes; what was taken in is to be given
   *     up
   * @throws IOException when the store fails
   */
  public ArchiveLabel read(InputStream archive, Consumer<ArchiveLabel> labelled)
      throws ArchiveRefused, IOException {
    TarArchiveInputStream tar = open(archive);
    ArchiveLabel label =
        ArchiveLabel.read(bytes(tar, named(tar, ArchiveNames.LABEL), MAX_LABEL_BYTES));
    labelled.accept(label);
    if (named(tar, ArchiveNames.MANIFEST).getSize() > MAX_MANIFEST_BYTES) {
      throw new ArchiveRefused("its list of files is larger than " + MAX_MANIFEST_BYTES + " bytes");
    }
    Manifest manifest = manifest(tar, label);
    for (ManifestEntry entry : manifest) {
      TarArchiveEntry found = next(tar, ArchiveNames.of(entry));
      require(entry, found);
      if (entry.isFile()) {
        take(entry, tar);
      }
    }
    takeBatch();
    TarArchiveEntry more = next(tar);
    if (more != null) {
      throw new ArchiveRefused(
          "it has \"" + more.getName() + "\", which its list of files does not have");
    }
    intake.add(manifest);
    return label;
  }

  private static TarArchiveInputStream open(InputStream archive) throws ArchiveRefused {
    try {
      return new TarArchiveInputStream(
          new BufferedInputStream(new ZstdInputStream(archive)), "UTF-8");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static ArchiveRefused unreadable(Exception e) {
    return new ArchiveRefused("it cannot be read as .tar.zst: " + e.getMessage(), e);
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar) throws ArchiveRefused {
    try {
      return tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, String expected)
      throws ArchiveRefused {
    TarArchiveEntry found = next(tar);
    if (found == null) {
      throw new ArchiveRefused("it ends where \"" + expected + "\" should be");
    }
    if (!found.getName().equals(expected)) {
      throw new ArchiveRefused(
          "it has \"" + found.getName() + "\" where \"" + expected + "\" should be");
    }
    return found;
  }

  private static TarArchiveEntry named(TarArchiveInputStream tar, String name)
      throws ArchiveRefused {
    TarArchiveEntry found = next(tar, name);
    if (!isPlainFile(found)) {
      throw new ArchiveRefused("its \"" + name + "\" is no file");
    }
    return found;
  }

  private static byte[] bytes(TarArchiveInputStream tar, TarArchiveEntry entry, int most)
      throws ArchiveRefused {
    try {
      byte[] bytes = tar.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new ArchiveRefused("its \"" + entry.getName() + "\" is larger than " + most);
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private Manifest manifest(TarArchiveInputStream tar, ArchiveLabel label)
      throws ArchiveRefused, IOException {
    Manifest manifest;
    try {
      manifest = Manifest.readFrom(tar);
    } catch (MalformedManifestException e) {
      throw new ArchiveRefused("its list of files is not in order: " + e.getMessage(), e);
    } catch (IOException e) {
      throw unreadable(e);
    }
    if (!manifest.hash().equals(label.manifest())) {
      throw new ArchiveRefused("its list of files is not the one its label names");
    }
    long freeBytes = intake.usableBytes();
    if (manifest.contentBytes() > freeBytes) {
      throw new ArchiveRefused(
          "it holds "
              + manifest.contentBytes()
              + " bytes and there are "
              + freeBytes
              + " free in the data directory; free space there first");
    }
    for (ManifestEntry entry : manifest) {
      if (entry.isSymlink()) {
        Optional<SymlinkGuard.Escape> escape = SymlinkGuard.check(manifest, entry);
        if (escape.isPresent()) {
          throw new ArchiveRefused(
              "its symlink \""
                  + entry.path()
                  + "\" -> \""
                  + entry.linkTarget()
                  + "\" leaves the tree");
        }
      }
    }
    return manifest;
  }

  private static boolean isPlainFile(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isSymbolicLink()
        && !entry.isLink()
        && !entry.isSparse()
        && !entry.isBlockDevice()
        && !entry.isCharacterDevice()
        && !entry.isFIFO();
  }

  private static void require(ManifestEntry entry, TarArchiveEntry found) throws ArchiveRefused {
    boolean kind =
        entry.isSymlink()
            ? found.isSymbolicLink() && entry.linkTarget().equals(found.getLinkName())
            : entry.isDirectory() ? found.isDirectory() : isPlainFile(found);
    if (!kind) {
      throw differs(entry, entry.isSymlink() ? "kind or target" : "kind");
    }
    if (found.getMode() != entry.mode()) {
      throw differs(entry, "mode");
    }
    long timeNs = found.getLastModifiedTime().to(TimeUnit.NANOSECONDS);
    if (timeNs != entry.mtimeNs() - entry.mtimeNs() % ArchiveNames.TIME_NS) {
      throw differs(entry, "time");
    }
    if (found.getSize() != entry.sizeBytes()) {
      throw differs(entry, "size");
    }
  }

  private static ArchiveRefused differs(ManifestEntry entry, String what) {
    return new ArchiveRefused(
        "\"" + entry.path() + "\" has another " + what + " than its list of files says");
  }

  private void take(ManifestEntry entry, TarArchiveInputStream tar)
      throws ArchiveRefused, IOException {
    if (entry.sizeBytes() > SMALL_BYTES) {
      takeLarge(entry, tar);
      return;
    }
    byte[] bytes;
    try {
      bytes = tar.readNBytes((int) entry.sizeBytes());
    } catch (IOException e) {
      throw unreadable(e);
    }
    batch.add(
        new Arrived(
            entry.path(),
            entry.sha256(),
            entry.sizeBytes(),
            Path.of(Integer.toString(batch.size())),
            bytes));
    batchBytes += bytes.length;
    if (batchBytes >= BATCH_BYTES) {
      takeBatch();
    }
  }

  private void takeBatch() throws ArchiveRefused, IOException {
    List<Arrived> files = List.copyOf(batch);
    batch.clear();
    batchBytes = 0;
    take(
        files,
        file -> new ByteArrayInputStream(files.get(Integer.parseInt(file.toString())).bytes()));
  }

  private void takeLarge(ManifestEntry entry, TarArchiveInputStream tar)
      throws ArchiveRefused, IOException {
    Path file = intake.newFile();
    try {
      copy(tar, file);
      take(
          List.of(new Arrived(entry.path(), entry.sha256(), entry.sizeBytes(), file, new byte[0])),
          Files::newInputStream);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void copy(TarArchiveInputStream tar, Path file)
      throws ArchiveRefused, IOException {
    try (var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      while (true) {
        int read;
        try {
          read = tar.read(buffer);
        } catch (IOException e) {
          throw unreadable(e);
        }
        if (read < 0) {
          return;
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private void take(List<Arrived> files, Intake.Source source) throws ArchiveRefused, IOException {
    AtomicReference<String> wrong = new AtomicReference<>();
    AtomicReference<IOException> failure = new AtomicReference<>();
    intake.take(
        files.iterator(),
        source,
        new Intake.Results() {
          @Override
          public void taken(Intake.Wanted file, long bytesRead, ContentHash sha256) {
            if (!((Arrived) file).sha256().equals(sha256)) {
              wrong.set(file.path());
            }
          }

          @Override
          public void failed(Intake.Wanted file, IOException why) {
            failure.set(why);
          }
        });
    if (failure.get() != null) {
      throw failure.get();
    }
    if (wrong.get() != null) {
      throw new ArchiveRefused(
          "the content of \"" + wrong.get() + "\" is not what its list of files says");
    }
  }
}
