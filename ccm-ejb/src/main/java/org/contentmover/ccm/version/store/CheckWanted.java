package org.contentmover.ccm.version.store;

import java.util.UUID;

/** The content store is to be verified. Fired in the transaction that wants it. */
public record CheckWanted(UUID check) {}
