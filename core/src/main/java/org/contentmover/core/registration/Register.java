package org.contentmover.core.registration;

import java.util.List;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * One part of a member's registration (EL-8): all of it but the hosted sites in every part, the
 * sites spread over the parts. A part proves that the server is there; the sites count when all
 * parts of one registration are in.
 *
 * @param server who registers
 * @param incarnation of that server
 * @param epoch of the leader it registers with
 * @param number counts the registrations of this incarnation
 * @param part from 0
 * @param parts at least 1
 * @param confirmed whether the server has the newest report and is in it: then this is a refresh,
 *     else it waits for a report
 * @param multicastHeard whether it hears its own multicast
 * @param priority in elections
 * @param address where it receives unicast datagrams
 * @param facts with the sites of this part only
 */
public record Register(
    ServerName server,
    long incarnation,
    long epoch,
    long number,
    int part,
    int parts,
    boolean confirmed,
    boolean multicastHeard,
    int priority,
    PeerAddress address,
    MemberFacts facts) {
  /** The member as of this part, with the given sites. */
  Member member(List<SiteFacts> sites) {
    return new Member(server, address, priority, multicastHeard, facts.withSites(sites));
  }
}
