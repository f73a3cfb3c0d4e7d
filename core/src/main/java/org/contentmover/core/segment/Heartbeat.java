package org.contentmover.core.segment;

import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.ids.PeerAddress;

/**
 * A Leader Alive message as it travels: what the election reads, and where the leader is.
 *
 * @param alive for the election
 * @param address where the leader receives unicast datagrams
 * @param agentUrl where the leader's agent is, "" while unknown
 * @param reportsSent registration reports of this leadership so far
 */
record Heartbeat(LeaderAlive alive, PeerAddress address, String agentUrl, long reportsSent) {}
