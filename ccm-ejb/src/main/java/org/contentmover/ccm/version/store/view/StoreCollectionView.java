package org.contentmover.ccm.version.store.view;

import java.time.Instant;
import java.util.UUID;

/**
 * One garbage collection.
 *
 * @param endedAt null while it goes on
 * @param waits some garbage was still being read; the next collection takes it
 * @param bytesFreed on the disk
 * @param problem empty when there is none
 */
public record StoreCollectionView(
    UUID id,
    Instant startedAt,
    String startedBy,
    Instant endedAt,
    boolean waits,
    int contentsDropped,
    int packsRemoved,
    int packsRewritten,
    long bytesFreed,
    String problem) {}
