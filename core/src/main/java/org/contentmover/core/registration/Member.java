package org.contentmover.core.registration;

import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * One server of the segment as its leader knows it.
 *
 * @param server its name
 * @param address where it receives unicast datagrams
 * @param priority in elections, or {@link
 *     org.contentmover.core.election.ElectionConfig#NEVER_LEADS}
 * @param multicastHeard whether it hears its own multicast
 * @param facts what it last told about itself
 */
public record Member(
    ServerName server,
    PeerAddress address,
    int priority,
    boolean multicastHeard,
    MemberFacts facts) {}
