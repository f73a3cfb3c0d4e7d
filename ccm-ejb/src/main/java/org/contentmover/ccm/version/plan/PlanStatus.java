package org.contentmover.ccm.version.plan;

/** Where a plan is. */
public enum PlanStatus {
  SCANNING,
  STORING,
  WRITING,
  READY,
  NOTHING_TO_DO,
  FAILED;

  /** Nobody works on it any more. */
  public boolean isSettled() {
    return compareTo(READY) >= 0;
  }
}
