package org.contentmover.core.interpret;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.manifest.ContentHash;

/**
 * One line of a site's journal.
 *
 * @param cause the assignment that asked for it; null for adoption
 * @param version the version it is about
 * @param fromVersion for commit and rollback: what was live before, -1 for nothing
 * @param manifestSha256 the version's manifest; {@link ContentHash#NONE} when none is concerned
 */
public record JournalRecord(
    JournalStep step,
    Instant at,
    Cause cause,
    long version,
    long fromVersion,
    ContentHash manifestSha256) {

  /** Stands for "nothing was live". */
  public static final long NOTHING = -1;

  /**
   * The assignment behind a step.
   *
   * @param immediate the version is to be committed as soon as it is staged
   * @param statementMs when the publisher issued the statement it was taken by; 0 when none was
   *     wanted
   * @param hooks to be run after the switch
   */
  public record Cause(
      AssignmentId assignmentId,
      ContentGroup group,
      long sequence,
      boolean immediate,
      long statementMs,
      List<HookCall> hooks) {
    public Cause {
      Objects.requireNonNull(assignmentId, "assignmentId");
      Objects.requireNonNull(group, "group");
      hooks = List.copyOf(hooks);
    }

    /**
     * An assignment as the journal remembers it.
     *
     * @param statementMs of the publisher's word it was taken by, 0 for none
     * @param hooks all of the assignment
     */
    public static Cause of(AssignmentHeader header, long statementMs, List<HookCall> hooks) {
      return new Cause(
          header.assignmentId(),
          header.contentGroup(),
          header.sequence(),
          header.activation() == Activation.IMMEDIATE,
          statementMs,
          HookCall.at(HookCall.Moment.AFTER_SWITCH, hooks));
    }
  }

  public JournalRecord {
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(manifestSha256, "manifestSha256");
    boolean adoption = step == JournalStep.ADOPTING || step == JournalStep.ADOPTED;
    if (adoption != (cause == null)) {
      throw new IllegalArgumentException("only adoption has no assignment behind it");
    }
  }
}
