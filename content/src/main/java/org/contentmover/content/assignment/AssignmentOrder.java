package org.contentmover.content.assignment;

import java.time.Instant;
import java.util.Optional;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;

/**
 * What whoever orders an assignment decides about it; the writer adds what follows from the
 * content. The meaning of each is that of {@link org.contentmover.core.interpret.AssignmentHeader}.
 *
 * @param statement a publisher's, which the servers are to be shown
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
    Optional<SignedStatement> statement) {

  /** An order that no publisher has to allow. */
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
        Optional.empty());
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
        publishersStatement);
  }
}
