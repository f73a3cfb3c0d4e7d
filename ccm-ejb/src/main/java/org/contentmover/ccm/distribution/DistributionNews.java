package org.contentmover.ccm.distribution;

import java.util.UUID;

/**
 * Servers of a distribution reported, or it has work to do. Fired in the transaction of the change;
 * {@code run} null for catch-up.
 */
public record DistributionNews(UUID distribution, UUID run) {}
