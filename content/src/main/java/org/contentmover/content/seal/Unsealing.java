package org.contentmover.content.seal;

import java.util.Optional;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/**
 * What a server does with seals (CM-5): with what it opens them, and whether it takes what has
 * none.
 *
 * @param box of this server; empty: it opens nothing
 * @param wanted whether content that is not sealed is refused
 */
public record Unsealing(Optional<KeyBox> box, boolean wanted) {
  /** Opens nothing, and takes what is plain. */
  public static final Unsealing NONE = new Unsealing(Optional.empty(), false);

  /**
   * Checks whether an assignment comes as this server wants it.
   *
   * @throws AssignmentRejected when it brings content that anybody could read
   */
  public void check(AssignmentHeader header, Optional<AssignmentSeal> seal)
      throws AssignmentRejected {
    if (!wanted || !header.type().carriesContent()) {
      return;
    }
    if (seal.isEmpty()) {
      throw notSealed(header, "the assignment is plain; have its content group sealed at the CCM");
    }
    if (!seal.get().dataParts().areAllSealed()) {
      throw notSealed(
          header,
          "only parts of the assignment are; have all paths of its content group sealed at the CCM");
    }
  }

  private static AssignmentRejected notSealed(AssignmentHeader header, String why) {
    return new AssignmentRejected(
        RefusalReason.NOT_SEALED,
        "site " + header.hostedSite() + " takes only sealed content on this server, and " + why);
  }
}
