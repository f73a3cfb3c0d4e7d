/**
 * The life of one job run at the CCM (docs/protocol/run.md).
 *
 * <p>Pure values: {@link org.contentmover.core.run.RunMachine} maps (state, event, time) to a new
 * state and ordered effects. The run driver of the CCM owns persistence and carries effects out;
 * any thread of any node may step, because nothing here is mutable. Times are milliseconds of the
 * CCM's wall clock, because a run outlives processes.
 */
package org.contentmover.core.run;
