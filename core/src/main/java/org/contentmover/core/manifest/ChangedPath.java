package org.contentmover.core.manifest;

/**
 * What becomes of a path when one tree takes the place of another, for people.
 *
 * @param from where it is before, when that is another path; else empty
 * @param entries how many entries the line stands for: of a directory that moves or goes, all that
 *     move or go with it
 * @param sizeBytes of a file as it is afterwards; 0 for all else
 */
public record ChangedPath(Kind kind, String path, String from, long entries, long sizeBytes) {
  /** What becomes of it. */
  public enum Kind {
    NEW,
    /** Content, mode, time or link target. */
    CHANGED,
    REMOVED,
    /** The same content at another path. */
    MOVED
  }
}
