package org.contentmover.content.assignment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;

/**
 * What whoever orders an assignment decides about it; the writer adds what follows from the
 * content. The meaning of each is that of {@link org.contentmover.core.interpret.AssignmentHeader}.
 *
 * @param statement a publisher's, which the servers are to be shown
 * @param hooks to be run, in this order
 */
public record AssignmentOrder(
    AssignmentId assignmentId,
    long sequence,
    AssignmentType type,
    HostedSite hostedSite,
    ContentGroup contentGroup,
    String jobRunId,
    long baseVersion,
    long targetVersion,
    Instant createdAt,
    Instant expiresAt,
    Activation activation,
    Optional<SignedStatement> statement,
    List<HookCall> hooks) {

  public AssignmentOrder {
    hooks = List.copyOf(hooks);
  }

  /** An order that no publisher has to allow, and for which no hooks are run. */
  public AssignmentOrder(
      AssignmentId assignmentId,
      long sequence,
      AssignmentType type,
      HostedSite hostedSite,
      ContentGroup contentGroup,
      String jobRunId,
      long baseVersion,
      long targetVersion,
      Instant createdAt,
      Instant expiresAt,
      Activation activation) {
    this(
        assignmentId,
        sequence,
        type,
        hostedSite,
        contentGroup,
        jobRunId,
        baseVersion,
        targetVersion,
        createdAt,
        expiresAt,
        activation,
        Optional.empty(),
        List.of());
  }

  /** The same, with what a publisher says to it. */
  public AssignmentOrder with(Optional<SignedStatement> publishersStatement) {
    return new AssignmentOrder(
        assignmentId,
        sequence,
        type,
        hostedSite,
        contentGroup,
        jobRunId,
        baseVersion,
        targetVersion,
        createdAt,
        expiresAt,
        activation,
        publishersStatement,
        hooks);
  }

  /** The same, and hooks are run for it. */
  public AssignmentOrder withHooks(List<HookCall> calls) {
    return new AssignmentOrder(
        assignmentId,
        sequence,
        type,
        hostedSite,
        contentGroup,
        jobRunId,
        baseVersion,
        targetVersion,
        createdAt,
        expiresAt,
        activation,
        statement,
        calls);
  }
}
