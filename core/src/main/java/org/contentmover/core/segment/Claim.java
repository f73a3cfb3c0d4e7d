package org.contentmover.core.segment;

import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.ids.PeerAddress;

/**
 * A Leader Claim as it travels: what the election reads, and where the candidate is.
 *
 * @param claim for the election
 * @param address where the candidate receives unicast datagrams
 */
record Claim(LeaderClaim claim, PeerAddress address) {}
