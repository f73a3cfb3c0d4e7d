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
    if (wanted && seal.isEmpty() && header.type().carriesContent()) {
      throw new AssignmentRejected(
          RefusalReason.NOT_SEALED,
          "site "
              + header.hostedSite()
              + " takes only sealed content on this server, and the assignment is plain; have its"
              + " content group sealed at the CCM");
    }
  }
}
