package org.contentmover.content.assignment;

import org.contentmover.core.interpret.RefusalReason;

/** An assignment that is not carried out; nothing was changed. */
public final class AssignmentRejected extends Exception {
  private static final long serialVersionUID = 1;

  private final RefusalReason reason;

  public AssignmentRejected(RefusalReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public RefusalReason reason() {
    return reason;
  }
}
