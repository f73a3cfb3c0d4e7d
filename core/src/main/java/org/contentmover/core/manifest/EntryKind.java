package org.contentmover.core.manifest;

/** What an entry of a tree is. Sockets, devices and pipes are no content and have no kind. */
public enum EntryKind {
  DIRECTORY(1),
  FILE(2),
  SYMLINK(3);

  private final int code;

  EntryKind(int code) {
    this.code = code;
  }

  /** The number that stands for this kind in canonical bytes; it never changes. */
  public int code() {
    return code;
  }

  static EntryKind ofCode(int code) {
    for (EntryKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new IllegalArgumentException("unknown kind of entry " + code);
  }
}
