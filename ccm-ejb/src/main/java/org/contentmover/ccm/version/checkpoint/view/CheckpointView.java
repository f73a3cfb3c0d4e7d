package org.contentmover.ccm.version.checkpoint.view;

import java.time.Instant;
import java.util.UUID;

/**
 * One checkpoint.
 *
 * @param number counts up in its content group
 * @param scheduled whether it was made by itself, and goes when newer such ones are there
 * @param contentVersion the published version whose content it is
 * @param entriesChecked how far it is, of {@code entries}
 * @param problem empty when there is none
 */
public record CheckpointView(
    UUID id,
    String site,
    String group,
    long number,
    String name,
    String note,
    boolean pinned,
    boolean scheduled,
    CheckpointStatus status,
    Instant createdAt,
    String createdBy,
    Instant completedAt,
    long contentVersion,
    long files,
    long bytes,
    long entries,
    long entriesChecked,
    String manifestSha256,
    String problem,
    long revision) {}
