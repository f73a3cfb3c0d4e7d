package org.contentmover.core.manifest;

/** A path that may not name an entry of a tree (CI-6). The message says which and why. */
public final class UnsafePathException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /** Why a path is refused. */
  public enum Reason {
    ABSOLUTE,
    DOT_SEGMENT,
    EMPTY_SEGMENT,
    NUL,
    NAME_TOO_LONG,
    PATH_TOO_LONG,
    NOT_UNICODE
  }

  private final Reason reason;

  UnsafePathException(Reason reason, String path, String detail) {
    super("path " + printable(path) + " is refused: " + detail);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Quotes a path so that control characters and its end are visible; long ones are cut. */
  private static String printable(String path) {
    String shown = path.length() > 200 ? path.substring(0, 200) + "…" : path;
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      if (c < 0x20 || c == 0x7f || Character.isSurrogate(c)) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
