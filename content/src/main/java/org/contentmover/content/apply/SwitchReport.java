package org.contentmover.content.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;

/**
 * What is to be told of the assignment that was worked on last, beside its result. After a crash
 * work is finished before the assignment is looked at again; so it is kept until then.
 *
 * <p>One thread at a time.
 */
final class SwitchReport {
  private final List<String> texts = new ArrayList<>();
  private AssignmentId about;
  private RefusalReason failure;

  /** Forgets what was told before. */
  void begin(AssignmentId assignment) {
    about = assignment;
    failure = null;
    texts.clear();
  }

  void add(String text) {
    texts.add(text);
  }

  /** Puts why it failed before all else. */
  void fail(RefusalReason reason, String text) {
    failure = reason;
    texts.add(0, text);
  }

  /** What is to be told of an assignment that succeeded; null for nothing. */
  String noteOn(AssignmentId assignment) {
    return assignment.equals(about) && !texts.isEmpty() ? String.join("; ", texts) : null;
  }

  /** Why an assignment failed, once. */
  Optional<AssignmentRejected> takeFailure(AssignmentId assignment) {
    if (failure == null || !assignment.equals(about)) {
      return Optional.empty();
    }
    RefusalReason reason = failure;
    failure = null;
    return Optional.of(new AssignmentRejected(reason, String.join("; ", texts)));
  }
}
