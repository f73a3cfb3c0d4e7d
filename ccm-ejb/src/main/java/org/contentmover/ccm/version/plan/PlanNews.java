package org.contentmover.ccm.version.plan;

import java.util.UUID;

/** The plan of a run is settled. Fired in the transaction that settles it. */
public record PlanNews(UUID run) {}
