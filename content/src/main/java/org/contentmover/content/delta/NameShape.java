package org.contentmover.content.delta;

/**
 * Paths without what changes from release to release: versions, and hashes that build tools put
 * into names ({@code app.3f9c2b.js}, {@code lib-1.2.3.jar}).
 */
public final class NameShape {
  private static final char CHANGING = '#';
  private static final int SHORTEST_HASH = 6;

  private NameShape() {}

  /**
   * A path, or a name, with a sign in place of what changes: numbers and what is joined to them by
   * dots; runs of six and more letters and digits that hold a digit. Asked for each entry of every
   * archive: a regular expression for it would take as long as to compress what has changed there.
   */
  public static String of(String path) {
    StringBuilder shape = new StringBuilder(path.length());
    int at = 0;
    while (at < path.length()) {
      int end = endOfChanging(path, at);
      shape.append(end > at ? CHANGING : path.charAt(at));
      at = Math.max(end, at + 1);
    }
    return shape.toString();
  }

  /** Where what changes ends that begins at a place; that place when nothing does. */
  private static int endOfChanging(String path, int start) {
    char first = path.charAt(start);
    if (!isOfWord(first)) {
      return start;
    }
    if (start == 0 || !isOfWord(path.charAt(start - 1)) || path.charAt(start - 1) == '_') {
      int end = endOfHash(path, start);
      if (end > start) {
        return end;
      }
    }
    return isDigit(first) ? endOfNumber(path, start) : start;
  }

  private static int endOfHash(String path, int start) {
    boolean hasDigit = false;
    int end = start;
    while (end < path.length() && isOfWord(path.charAt(end))) {
      hasDigit |= isDigit(path.charAt(end));
      end++;
    }
    return hasDigit && end - start >= SHORTEST_HASH ? end : start;
  }

  private static int endOfNumber(String path, int start) {
    int end = start;
    while (end < path.length()
        && (isDigit(path.charAt(end))
            || path.charAt(end) == '.'
                && end + 1 < path.length()
                && isDigit(path.charAt(end + 1)))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOfWord(char c) {
    return isDigit(c) || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
  }
}
