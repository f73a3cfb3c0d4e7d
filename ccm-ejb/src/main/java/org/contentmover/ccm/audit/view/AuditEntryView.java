package org.contentmover.ccm.audit.view;

import java.time.Instant;

/** One thing somebody did. */
public record AuditEntryView(
    long id,
    Instant at,
    String actorKind,
    String actor,
    String action,
    String subject,
    String detail) {}
