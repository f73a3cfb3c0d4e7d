package org.contentmover.core.segment;

import java.util.Objects;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * Who this member is.
 *
 * @param segment its segment
 * @param server its name
 * @param address where it receives unicast datagrams
 * @param incarnation random number drawn at every start; tells this run from earlier ones and from
 *     another server that was given the same name by mistake
 */
public record MemberIdentity(
    SegmentName segment, ServerName server, PeerAddress address, long incarnation) {
  /** Rejects nulls. */
  public MemberIdentity {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(address, "address");
  }
}
