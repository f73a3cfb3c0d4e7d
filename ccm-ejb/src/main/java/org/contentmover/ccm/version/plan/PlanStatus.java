package org.contentmover.ccm.version.plan;

/** Where a plan is. */
public enum PlanStatus {
  /** Nobody works on it until the run can go on, and then from the beginning. */
  DISCARDED,
  SCANNING,
  STORING,
  WRITING,
  /** Nobody works on it until a publisher has signed for its tree (CM-12). */
  UNSIGNED,
  READY,
  NOTHING_TO_DO,
  FAILED;

  /** Nobody works on it any more. */
  public boolean isSettled() {
    return compareTo(READY) >= 0;
  }
}
