/**
 * Who serves whom when an assignment travels between segments (DT-1 to DT-3, DT-6, DT-7).
 *
 * <p>Pure values. An {@link org.contentmover.core.tree.Edge} is one target (a segment by its
 * leader, or a single server) with the source it was given; {@link
 * org.contentmover.core.tree.DistributionPlanner} holds the rules. The CCM stores edges and asks
 * the rules about one edge at a time, so a question costs the same whatever their number. Times are
 * milliseconds of the CCM's wall clock, because a distribution outlives processes.
 */
package org.contentmover.core.tree;
