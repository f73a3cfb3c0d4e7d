package org.contentmover.ccm.version.view;

import java.time.Instant;
import java.util.UUID;

/** One assignment: what travels. */
public record AssignmentView(
    UUID id,
    String type,
    String site,
    String group,
    long sequence,
    long baseVersion,
    long targetVersion,
    long sizeBytes,
    String sha256,
    UUID run,
    Instant createdAt,
    Instant expiresAt) {}
