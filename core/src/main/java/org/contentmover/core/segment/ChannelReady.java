package org.contentmover.core.segment;

/**
 * A member tells its leader that it listens to the channel the segment moves to (EL-9).
 *
 * @param epoch of the leader
 * @param channel it listens to
 */
record ChannelReady(long epoch, ControlChannel channel) {}
