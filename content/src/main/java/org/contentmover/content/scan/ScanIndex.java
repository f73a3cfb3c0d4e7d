package org.contentmover.content.scan;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.manifest.ContentHash;

/**
 * What the last scan of a tree saw, so that the next one reads only what has changed (CM-2). A file
 * whose size, times and inode are those of the index is not read again.
 *
 * <p>Immutable, usable from any thread. On disk: "CMSI", version, number of files; per file its
 * path, size, times, inode and hash; a CRC-32C of all that. About 100 bytes a file.
 */
public final class ScanIndex {
  private static final System.Logger LOG = System.getLogger(ScanIndex.class.getName());
  private static final Object SAVING = new Object();

  /** Knows nothing: every file is read. */
  public static final ScanIndex EMPTY = new ScanIndex(Map.of());

  private static final int MAGIC = 0x434d_5349;
  private static final int VERSION = 1;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Map<String, IndexedFile> files;

  private ScanIndex(Map<String, IndexedFile> files) {
    this.files = files;
  }

  /** Takes over the map; the caller forgets it. */
  static ScanIndex of(Map<String, IndexedFile> files) {
    return new ScanIndex(files);
  }

  /** Hash of a file that is as the index knows it. */
  Optional<ContentHash> find(String path, FileStamp stamp) {
    IndexedFile known = files.get(path);
    return known != null && known.isStill(stamp) ? Optional.of(known.sha256()) : Optional.empty();
  }

  /** Files whose content need not be read while their stamps stay. */
  public int size() {
    return files.size();
  }

  /**
   * Reads an index file. It only saves reading: one that is missing knows nothing, one that is
   * damaged or cannot be read is thrown away with a warning, and the tree is read as a whole.
   */
  public static ScanIndex load(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (NoSuchFileException e) {
      return EMPTY;
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "What the last scan kept in "
              + file
              + " is thrown away ("
              + e
              + "): this scan reads every file of its tree.",
          e);
      throwAway(file);
      return EMPTY;
    }
  }

  /** A directory of that name stays: its content is somebody else's. */
  private static void throwAway(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, file + " cannot be deleted either", e);
    }
  }

  private static ScanIndex read(InputStream file) throws IOException {
    CheckedInputStream checked =
        new CheckedInputStream(new BufferedInputStream(file, BUFFER_BYTES), new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    if (in.readInt() != MAGIC || in.readInt() != VERSION) {
      throw new IOException("it is no index of this version");
    }
    int count = in.readInt();
    Map<String, IndexedFile> files = new HashMap<>();
    for (int i = 0; i < count; i++) {
      byte[] path = new byte[in.readUnsignedShort()];
      in.readFully(path);
      files.put(
          new String(path, StandardCharsets.UTF_8),
          new IndexedFile(
              in.readLong(),
              in.readLong(),
              in.readLong(),
              in.readLong(),
              new ContentHash(in.readLong(), in.readLong(), in.readLong(), in.readLong())));
    }
    long expected = checked.getChecksum().getValue();
    if (in.readLong() != expected) {
      throw new IOException("its checksum does not fit");
    }
    return new ScanIndex(files);
  }

  /**
   * Saves it where the next scan finds it. When that fails it is logged: the next scan reads more.
   */
  public void keep(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      save(file);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "What was scanned cannot be kept in "
              + file
              + " ("
              + e
              + "): the next scan reads every file again. See that the directory is writable and"
              + " has room.",
          e);
    }
  }

  /** Replaces the file in one step. One at a time: two scans of one tree may end together. */
  void save(Path file) throws IOException {
    synchronized (SAVING) {
      write(file);
    }
  }

  private void write(Path file) throws IOException {
    AtomicFile.replace(
        FileSystemOps.REAL,
        file,
        target -> {
          CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32C());
          DataOutputStream out = new DataOutputStream(checked);
          out.writeInt(MAGIC);
          out.writeInt(VERSION);
          out.writeInt(files.size());
          for (Map.Entry<String, IndexedFile> entry : files.entrySet()) {
            write(entry.getKey(), entry.getValue(), out);
          }
          out.writeLong(checked.getChecksum().getValue());
        });
  }

  private static void write(String path, IndexedFile file, DataOutputStream out)
      throws IOException {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length);
    out.write(bytes);
    out.writeLong(file.sizeBytes());
    out.writeLong(file.mtimeNs());
    out.writeLong(file.ctimeNs());
    out.writeLong(file.inode());
    out.write(file.sha256().bytes());
  }
}
