package org.contentmover.core.election;

import org.contentmover.core.ids.ServerName;

/**
 * Heartbeat of a leader (EL-1), as far as the election reads it.
 *
 * @param leader who leads
 * @param epoch number of its leadership
 * @param priority its priority, 0 to 100
 * @param sequence counts the heartbeats of this leader; gaps are losses
 * @param intervalNs the interval at which it sends them
 */
public record LeaderAlive(
    ServerName leader, long epoch, int priority, long sequence, long intervalNs) {}
