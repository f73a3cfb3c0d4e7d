package org.contentmover.ccm.topology.view;

import java.time.Instant;
import java.util.UUID;

/**
 * A one-time enrolment token without its secret. {@code server} null: good for any server; {@code
 * usesLeft} counts down.
 */
public record EnrolmentTokenView(
    UUID id,
    String note,
    String server,
    int usesAllowed,
    int usesLeft,
    Instant createdAt,
    Instant expiresAt,
    boolean revoked,
    String createdBy) {}
