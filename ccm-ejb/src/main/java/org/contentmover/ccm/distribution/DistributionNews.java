package org.contentmover.ccm.distribution;

import java.util.UUID;

/**
 * Servers of a distribution reported, or it has work to do. Fired in the transaction of the change;
 * {@code run} null for catch-up; of several runs that go live together it is fired once for each.
 */
public record DistributionNews(UUID distribution, UUID run) {}
