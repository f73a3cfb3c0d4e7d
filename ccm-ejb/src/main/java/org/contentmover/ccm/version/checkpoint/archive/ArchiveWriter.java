package org.contentmover.ccm.version.checkpoint.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.contentmover.content.store.ContentHold;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Writes a checkpoint as .tar.zst: its label, its manifest, then every entry of the tree in the
 * order of the manifest. Memory: the manifest. One thread.
 */
public final class ArchiveWriter {
  private static final int LEVEL = 3;

  private final ContentStore store;

  public ArchiveWriter(ContentStore store) {
    this.store = store;
  }

  /**
   * Writes all of it; leaves the stream open. Nothing is written when the manifest cannot be read.
   * What fails in between ends in the middle of a frame, so that nobody takes it for a whole
   * archive.
   */
  public void write(ArchiveLabel label, OutputStream out) throws IOException {
    ContentHold hold = store.hold();
    try {
      // Whatever is opened is ended in good order, and would be a whole archive of nothing.
      Manifest manifest = store.manifest(label.manifest());
      write(label, manifest, new LeftOpen(out));
    } finally {
      hold.close();
    }
  }

  private void write(ArchiveLabel label, Manifest manifest, LeftOpen target) throws IOException {
    try (ZstdOutputStream zstd = new ZstdOutputStream(target, LEVEL);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(zstd, StandardCharsets.UTF_8.name())) {
      try {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        put(tar, ArchiveNames.LABEL, label.json());
        put(tar, ArchiveNames.MANIFEST, bytes(manifest));
        for (ManifestEntry entry : manifest) {
          put(tar, entry);
        }
      } catch (IOException | RuntimeException | Error e) {
        target.abandon();
        throw e;
      }
    }
  }

  private static byte[] bytes(Manifest manifest) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    manifest.writeTo(bytes);
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setLastModifiedTime(FileTime.fromMillis(0));
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private void put(TarArchiveOutputStream tar, ManifestEntry entry) throws IOException {
    String name = ArchiveNames.of(entry);
    TarArchiveEntry header =
        entry.isSymlink()
            ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
            : new TarArchiveEntry(name);
    header.setMode(entry.mode());
    header.setLastModifiedTime(FileTime.from(entry.mtimeNs(), TimeUnit.NANOSECONDS));
    if (entry.isSymlink()) {
      header.setLinkName(entry.linkTarget());
    }
    header.setSize(entry.sizeBytes());
    tar.putArchiveEntry(header);
    if (entry.isFile()) {
      copy(entry.sha256(), tar);
    }
    tar.closeArchiveEntry();
  }

  private void copy(ContentHash content, OutputStream out) throws IOException {
    try (InputStream in = store.read(content)) {
      in.transferTo(out);
    }
  }

  /** The container's stream is the container's to close. */
  private static final class LeftOpen extends FilterOutputStream {
    private boolean abandoned;

    LeftOpen(OutputStream out) {
      super(out);
    }

    /** Nothing more is written, not even the end of what is open. */
    void abandon() {
      abandoned = true;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!abandoned) {
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
