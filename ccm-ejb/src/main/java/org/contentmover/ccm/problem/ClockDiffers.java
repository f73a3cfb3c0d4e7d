package org.contentmover.ccm.problem;

/**
 * A server proved who it is, but its clock and the CCM's differ too much for its token to be taken
 * (401). It is told the CCM's time, signed for it, and asks again by that.
 */
public final class ClockDiffers extends DomainException {
  private static final long serialVersionUID = 1L;
  private final String timeProof;

  public ClockDiffers(String message, String timeProof) {
    super(message);
    this.timeProof = timeProof;
  }

  /** A {@link org.contentmover.content.trust.TimeProof} for the token that was refused. */
  public String timeProof() {
    return timeProof;
  }
}
