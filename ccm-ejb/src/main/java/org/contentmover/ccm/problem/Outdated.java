package org.contentmover.ccm.problem;

/**
 * What the caller holds is older than what is known (409; 412 for a conditional change): a report
 * with an old (epoch, sequence) or a change based on an old revision (EL-6, UI-2).
 */
public final class Outdated extends Conflict {
  private static final long serialVersionUID = 1L;
  private final String held;

  public Outdated(String message, String held) {
    super(message);
    this.held = held;
  }

  /** What the CCM holds, for example {@code epoch 7, sequence 41} or {@code revision 3}. */
  public String held() {
    return held;
  }
}
