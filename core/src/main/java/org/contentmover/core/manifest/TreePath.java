package org.contentmover.core.manifest;

import java.util.Comparator;

/**
 * Rules for the paths of a tree: relative, segments parted by '/', no way up or out (CI-6). The
 * root itself is the empty path.
 *
 * <p>What only some file systems mind (backslashes, names that differ in case alone) is not decided
 * here but by the rules of the server that applies a tree.
 */
public final class TreePath {
  /** The root of a tree. */
  public static final String ROOT = "";

  /** Longest name of one segment, in bytes of UTF-8: what Linux file systems take. */
  public static final int MAX_NAME_BYTES = 255;

  /**
   * Longest path, in bytes of UTF-8: Linux takes 4,096, of which 1,024 stay for the directory the
   * tree lies in.
   */
  public static final int MAX_PATH_BYTES = 3072;

  /**
   * Canonical order: by Unicode code point, which is the order of the UTF-8 bytes. A directory
   * comes before everything in it.
   */
  public static final Comparator<String> ORDER = TreePath::compare;

  private TreePath() {}

  /**
   * Returns the path when it is a safe one.
   *
   * @throws UnsafePathException otherwise, naming the reason
   */
  public static String requireSafe(String path) {
    if (path.isEmpty()) {
      return path;
    }
    if (path.charAt(0) == '/') {
      throw refuse(UnsafePathException.Reason.ABSOLUTE, path, "it is absolute");
    }
    if (path.indexOf('\0') >= 0) {
      throw refuse(UnsafePathException.Reason.NUL, path, "it contains a NUL character");
    }
    if (utf8Length(path, 0, path.length()) > MAX_PATH_BYTES) {
      throw refuse(
          UnsafePathException.Reason.PATH_TOO_LONG,
          path,
          "it is longer than " + MAX_PATH_BYTES + " bytes");
    }
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      requireSafeName(path, start, end);
      start = end + 1;
    }
    return path;
  }

  private static void requireSafeName(String path, int start, int end) {
    if (start == end) {
      throw refuse(UnsafePathException.Reason.EMPTY_SEGMENT, path, "one of its segments is empty");
    }
    if (path.charAt(start) == '.' && isDots(path, start, end)) {
      throw refuse(
          UnsafePathException.Reason.DOT_SEGMENT,
          path,
          "one of its segments is \"" + path.substring(start, end) + "\"");
    }
    if (utf8Length(path, start, end) > MAX_NAME_BYTES) {
      throw refuse(
          UnsafePathException.Reason.NAME_TOO_LONG,
          path,
          "one of its segments is longer than " + MAX_NAME_BYTES + " bytes");
    }
  }

  private static boolean isDots(String path, int start, int end) {
    return end - start == 1 || end - start == 2 && path.charAt(start + 1) == '.';
  }

  private static UnsafePathException refuse(
      UnsafePathException.Reason reason, String path, String detail) {
    return new UnsafePathException(reason, path, detail);
  }

  private static int utf8Length(String path, int start, int end) {
    int bytes = 0;
    for (int i = start; i < end; i++) {
      char c = path.charAt(i);
      if (c < 0x80) {
        bytes++;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (!Character.isSurrogate(c)) {
        bytes += 3;
      } else if (i + 1 < end && Character.isSurrogatePair(c, path.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        throw refuse(
            UnsafePathException.Reason.NOT_UNICODE, path, "it contains half a surrogate pair");
      }
    }
    return bytes;
  }

  /** The directory an entry lies in; the root has none. */
  public static String parent(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException("the root of a tree has no parent");
    }
    int slash = path.lastIndexOf('/');
    return slash < 0 ? ROOT : path.substring(0, slash);
  }

  /** The last segment of a path; empty for the root. */
  public static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of something named so inside a directory. */
  public static String child(String directory, String name) {
    return directory.isEmpty() ? name : directory + '/' + name;
  }

  private static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        // Code points beyond U+FFFF are written with surrogates, which as chars sort below U+E000.
        return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
