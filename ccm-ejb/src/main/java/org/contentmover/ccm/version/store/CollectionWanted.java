package org.contentmover.ccm.version.store;

import java.util.UUID;

/** A garbage collection is to be done. Fired in the transaction that wants it. */
public record CollectionWanted(UUID collection) {}
