package org.contentmover.ccm.version.store.view;

import java.time.Instant;
import java.util.UUID;

/**
 * One verification of the content store.
 *
 * @param endedAt null while it goes on
 * @param bytesRead of {@code bytesAll}
 * @param contentsMissing needed and not in the store when it was looked
 * @param contentsRepaired of these, brought back from servers
 * @param problem empty when there is none
 */
public record StoreCheckView(
    UUID id,
    Instant startedAt,
    String startedBy,
    Instant endedAt,
    long bytesRead,
    long bytesAll,
    int contentsMissing,
    int contentsRepaired,
    String problem) {}
