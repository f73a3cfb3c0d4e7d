package org.contentmover.core.interpret;

import java.util.Objects;

/**
 * An assignment that is not carried out: nothing was changed, or all of it was undone. The message
 * is for an administrator.
 */
public final class AssignmentRejected extends Exception {
  private static final long serialVersionUID = 1;

  private final RefusalReason reason;

  public AssignmentRejected(RefusalReason reason, String message) {
    this(reason, message, null);
  }

  public AssignmentRejected(RefusalReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public RefusalReason reason() {
    return reason;
  }
}
