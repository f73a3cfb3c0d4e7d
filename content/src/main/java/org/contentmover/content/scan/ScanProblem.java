package org.contentmover.content.scan;

/**
 * One reason why a tree cannot be taken as it is, fit for an administrator: which path, what is
 * wrong, what to do.
 *
 * @param path relative to the root, "" for the root itself; names that are not UTF-8 with their
 *     bytes as {@code \xHH}
 */
public record ScanProblem(Kind kind, String path, String detail) {
  /** What is wrong. */
  public enum Kind {
    ROOT_MISSING,
    ROOT_NOT_A_DIRECTORY,
    ROOT_IN_LIVE_TREE,
    ROOT_OVER_OWN_DIRECTORY,
    LIVE_TREE_INSIDE,
    UNREADABLE,
    NAME_NOT_UTF8,
    PATH_TOO_LONG,
    ABSOLUTE_SYMLINK,
    ESCAPING_SYMLINK,
    NO_CONTENT,
    SPECIAL_MODE,
    TIME_OUT_OF_RANGE,
    CHANGED_WHILE_SCANNED,
    INTERRUPTED
  }

  @Override
  public String toString() {
    return (path.isEmpty() ? "the root" : '"' + path + '"') + ": " + detail;
  }
}
