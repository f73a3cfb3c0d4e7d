package org.contentmover.content.assignment;

import java.io.IOException;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/** Damage on its way through a stream. */
final class SectionDamaged extends IOException {
  private static final long serialVersionUID = 1;

  private final AssignmentRejected why;

  SectionDamaged(AssignmentRejected why) {
    super(why.getMessage(), why);
    this.why = why;
  }

  /** A segment that does not belong where it is. */
  static SectionDamaged sealed(String section, long offset, IOException cause) {
    return new SectionDamaged(
        new AssignmentRejected(
            RefusalReason.CORRUPT,
            "the sealed " + section + " from byte " + offset + " on are not what was sealed there",
            cause));
  }

  AssignmentRejected why() {
    return why;
  }
}
