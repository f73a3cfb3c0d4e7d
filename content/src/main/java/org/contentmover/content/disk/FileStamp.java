package org.contentmover.content.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What the file system says about an entry, of a symlink about itself: one stat(2).
 *
 * @param mode type and permissions, as in {@code st_mode}
 * @param ctimeNs last change of anything about the entry; no program can set it
 */
public record FileStamp(int mode, long inode, long sizeBytes, long mtimeNs, long ctimeNs) {
  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int REGULAR = 0100000;
  private static final int SYMLINK = 0120000;
  private static final int PERMISSION_MASK = 0777;
  private static final int SPECIAL_MASK = 07000;

  /** Reads it. */
  public static FileStamp of(Path path) throws IOException {
    Map<String, Object> stat =
        Files.readAttributes(
            path, "unix:mode,ino,size,lastModifiedTime,ctime", LinkOption.NOFOLLOW_LINKS);
    return new FileStamp(
        (Integer) stat.get("mode"),
        (Long) stat.get("ino"),
        (Long) stat.get("size"),
        ns(stat.get("lastModifiedTime")),
        ns(stat.get("ctime")));
  }

  private static long ns(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }

  public boolean isDirectory() {
    return (mode & TYPE_MASK) == DIRECTORY;
  }

  public boolean isRegularFile() {
    return (mode & TYPE_MASK) == REGULAR;
  }

  public boolean isSymlink() {
    return (mode & TYPE_MASK) == SYMLINK;
  }

  /** The nine permission bits. */
  public int permissions() {
    return mode & PERMISSION_MASK;
  }

  /** Set-user-id, set-group-id and sticky bits. */
  public int specialBits() {
    return mode & SPECIAL_MASK;
  }

  /** "socket", "named pipe" …: what it is when it is no content. */
  public String typeName() {
    return switch (mode & TYPE_MASK) {
      case DIRECTORY -> "directory";
      case REGULAR -> "file";
      case SYMLINK -> "symlink";
      case 0140000 -> "socket";
      case 0010000 -> "named pipe";
      case 0060000 -> "block device";
      case 0020000 -> "character device";
      default -> "unknown kind of file";
    };
  }
}
