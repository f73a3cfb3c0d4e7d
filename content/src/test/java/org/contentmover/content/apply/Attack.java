package org.contentmover.content.apply;

import java.nio.file.Path;
import org.contentmover.core.interpret.RefusalReason;

/**
 * An assignment that must not be carried out.
 *
 * @param kind what is wrong, as docs/formats/attacks.md names it
 * @param place where in the assignment
 * @param reason what it is refused for
 * @param says a part of what the administrator is told
 * @param when how early it is found out
 */
record Attack(
    String kind, String place, RefusalReason reason, String says, When when, Writing writing) {
  /** When it is found out. */
  enum When {
    /** Nothing has been written. */
    BEFORE_ANY_WRITE("before any write"),
    /** While the version was built beside live; all of it is gone again. */
    WHILE_BUILDING("while the version is built");

    private final String words;

    When(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Writes the assignment. */
  @FunctionalInterface
  interface Writing {
    Path to(Path file) throws Exception;
  }

  static Attack refused(
      String kind, String place, RefusalReason reason, String says, Writing writing) {
    return new Attack(kind, place, reason, says, When.BEFORE_ANY_WRITE, writing);
  }

  static Attack undone(
      String kind, String place, RefusalReason reason, String says, Writing writing) {
    return new Attack(kind, place, reason, says, When.WHILE_BUILDING, writing);
  }
}
