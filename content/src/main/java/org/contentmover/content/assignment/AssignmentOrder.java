package org.contentmover.content.assignment;

import java.time.Instant;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;

/**
 * What whoever orders an assignment decides about it; the writer adds what follows from the
 * content. The meaning of each is that of {@link org.contentmover.core.interpret.AssignmentHeader}.
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
    Activation activation) {}
