package org.contentmover.content.scan;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileStamp;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.MappedFile;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;

/**
 * What the last scan of a tree saw, so that the next one reads only what has changed (CM-2). A file
 * whose size, times and inode are those of the index is not read again.
 *
 * <p>Immutable, usable from any thread. On disk and in memory the same bytes: "CMSI", version,
 * number of files; per file, in canonical order, its path, size, times, inode and hash; a CRC-32C
 * of all that. About 100 bytes a file, which are mapped where there are many.
 */
public final class ScanIndex {
  private static final System.Logger LOG = System.getLogger(ScanIndex.class.getName());
  private static final Object SAVING = new Object();

  private static final int MAGIC = 0x434d_5349;
  private static final int VERSION = 2;
  private static final int COUNT_AT = 2 * Integer.BYTES;
  private static final int HEADER_BYTES = 3 * Integer.BYTES;
  private static final int STAMP_BYTES = 4 * Long.BYTES;
  private static final int FILE_BYTES = STAMP_BYTES + ContentHash.BYTES;
  private static final int BLOCK = 16;

  /** Knows nothing: every file is read. */
  public static final ScanIndex EMPTY = new Draft(0).index();

  /** Without the checksum. */
  private final ByteBuffer bytes;

  private final int end;
  private final int count;

  /** Where every sixteenth file begins. */
  private final int[] positions;

  private ScanIndex(ByteBuffer bytes) {
    this.bytes = bytes;
    this.end = bytes.limit();
    this.count = bytes.getInt(COUNT_AT);
    this.positions = new int[(count + BLOCK - 1) / BLOCK];
    int at = HEADER_BYTES;
    for (int file = 0; file < count; file++) {
      if (file % BLOCK == 0) {
        positions[file / BLOCK] = at;
      }
      at = next(at);
    }
  }

  /** An index that comes into being, file by file in canonical order. One thread. */
  static final class Draft {
    private final HeapScratch scratch;
    private int count;

    /**
     * With nothing in it.
     *
     * @param expectedBytes may be too few, or too many
     */
    Draft(long expectedBytes) {
      scratch = new HeapScratch(expectedBytes);
      scratch.append(
          ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(VERSION).putInt(0).flip());
    }

    void add(byte[] path, FileStamp stamp, ContentHash sha256) {
      ByteBuffer file = ByteBuffer.allocate(Short.BYTES + path.length + FILE_BYTES);
      file.putShort((short) path.length).put(path);
      file.putLong(stamp.sizeBytes()).putLong(stamp.mtimeNs());
      file.putLong(stamp.ctimeNs()).putLong(stamp.inode());
      sha256.write(file);
      scratch.append(file.flip());
      count++;
    }

    ScanIndex index() {
      scratch.overwrite(COUNT_AT, ByteBuffer.allocate(Integer.BYTES).putInt(0, count));
      return new ScanIndex(scratch.content());
    }
  }

  /** Files whose content need not be read while their stamps stay. */
  public int size() {
    return count;
  }

  /** Looks files up; quickest when they are asked for in canonical order. One thread. */
  final class Reader {
    private int at = HEADER_BYTES;

    /** Hash of a file that is as the index knows it, else {@link ContentHash#NONE}. */
    ContentHash find(byte[] path, FileStamp stamp) {
      if (at == end || comparePath(at, path) != 0) {
        at = firstFrom(path);
        if (at == end || comparePath(at, path) != 0) {
          return ContentHash.NONE;
        }
      }
      int stampAt = at + Short.BYTES + path.length;
      at = stampAt + FILE_BYTES;
      return isStill(stampAt, stamp) ? hash(stampAt + STAMP_BYTES) : ContentHash.NONE;
    }
  }

  Reader reader() {
    return new Reader();
  }

  private boolean isStill(int stampAt, FileStamp stamp) {
    return bytes.getLong(stampAt) == stamp.sizeBytes()
        && bytes.getLong(stampAt + Long.BYTES) == stamp.mtimeNs()
        && bytes.getLong(stampAt + 2 * Long.BYTES) == stamp.ctimeNs()
        && bytes.getLong(stampAt + 3 * Long.BYTES) == stamp.inode();
  }

  private ContentHash hash(int hashAt) {
    return new ContentHash(
        bytes.getLong(hashAt),
        bytes.getLong(hashAt + Long.BYTES),
        bytes.getLong(hashAt + 2 * Long.BYTES),
        bytes.getLong(hashAt + 3 * Long.BYTES));
  }

  private int pathLength(int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private int next(int at) {
    return at + Short.BYTES + pathLength(at) + FILE_BYTES;
  }

  /** Where the first file is that has this path or comes after it. */
  private int firstFrom(byte[] path) {
    int low = 0;
    int high = positions.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (comparePath(positions[middle], path) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int at = low == 0 ? HEADER_BYTES : positions[low - 1];
    while (at < end && comparePath(at, path) < 0) {
      at = next(at);
    }
    return at;
  }

  private int comparePath(int at, byte[] path) {
    int length = pathLength(at);
    // From the end: most that differ are neighbours of one directory.
    if (length == path.length && isPath(at + Short.BYTES, path)) {
      return 0;
    }
    int shared = Math.min(length, path.length);
    for (int i = 0; i < shared; i++) {
      int order = Byte.compareUnsigned(bytes.get(at + Short.BYTES + i), path[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(length, path.length);
  }

  private boolean isPath(int at, byte[] path) {
    for (int i = path.length - 1; i >= 0; i--) {
      if (bytes.get(at + i) != path[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads an index file. It only saves reading: one that is missing knows nothing, one that is
   * damaged or cannot be read is thrown away with a warning, and the tree is read as a whole.
   */
  public static ScanIndex load(Path file) {
    try {
      return read(MappedFile.read(file));
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

  private static ScanIndex read(ByteBuffer all) throws IOException {
    int end = all.limit() - Long.BYTES;
    if (end < HEADER_BYTES || all.getInt(0) != MAGIC || all.getInt(Integer.BYTES) != VERSION) {
      throw new IOException("it is no index of this version");
    }
    if (all.getLong(end) != checksum(all.slice(0, end))) {
      throw new IOException("its checksum does not fit");
    }
    return new ScanIndex(all.slice(0, end));
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return checksum.getValue();
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
      AtomicFile.replace(
          FileSystemOps.REAL,
          file,
          target -> {
            WritableByteChannel out = Channels.newChannel(target);
            out.write(bytes.duplicate().rewind());
            out.write(
                ByteBuffer.allocate(Long.BYTES).putLong(0, checksum(bytes.duplicate().rewind())));
          });
    }
  }
}
