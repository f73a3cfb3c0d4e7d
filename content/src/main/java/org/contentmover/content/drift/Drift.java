package org.contentmover.content.drift;

import java.time.Instant;
import java.util.Objects;

/**
 * One path that is not what the manifest of its version says (CI-7).
 *
 * @param since when it was seen first; it may have been so for longer
 */
public record Drift(Kind kind, String path, Instant since) {
  /** In what way. The names are in files on disk: they never change. */
  public enum Kind {
    /** Other bytes, or another target of a symlink. */
    CONTENT("has other content"),
    /** The right content with another time or mode. */
    ATTRIBUTES("has another time or mode"),
    MISSING("is missing"),
    /** A directory in place of a file, say. */
    OTHER_KIND("is of another kind"),
    /** The disk does not give its bytes back. */
    UNREADABLE("cannot be read"),
    /** Nothing of this name belongs to the version. */
    FOREIGN("does not belong to the version");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** What follows the path in a sentence. */
    public String text() {
      return text;
    }
  }

  public Drift {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(since, "since");
  }
}
