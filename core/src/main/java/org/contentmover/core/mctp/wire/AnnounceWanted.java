package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * A member saw a session in Leader Alive that it knows nothing of, and asks to be told (LD-1). The
 * leader answers with an announcement that names this server, or nobody.
 *
 * @param assignment as listed in Leader Alive
 * @param epoch of the leader
 * @param from unicast address of the sender
 */
public record AnnounceWanted(AssignmentId assignment, long epoch, PeerAddress from)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 39;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.address(from);
  }

  static AnnounceWanted read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    PeerAddress from = in.address();
    return in.ok() ? new AnnounceWanted(assignment, epoch, from) : null;
  }
}
