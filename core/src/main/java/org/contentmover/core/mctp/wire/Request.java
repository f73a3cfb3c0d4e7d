package org.contentmover.core.mctp.wire;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The leader asks something of the servers it names; by unicast when few are asked, else by
 * multicast (LD-5, LD-7).
 *
 * @param assignment which assignment
 * @param epoch of the leader
 * @param kind what is asked
 * @param pass the pass that ended last
 * @param windowMs each asked server answers at a random time within it
 * @param asked who shall answer
 */
public record Request(
    AssignmentId assignment, long epoch, Kind kind, int pass, int windowMs, List<ServerName> asked)
    implements MctpMessage {
  /** What the leader asks; the code is the place in this list, from 1. */
  public enum Kind {
    /** Where do you stand? Answered with a {@link Status}. */
    STATUS,
    /** What was your result? Answered with a {@link Report}, or a status while there is none. */
    REPORT,
    /** Fetch what you lack by unicast. Answered with a status. */
    FETCH
  }

  /** Code of this message. */
  public static final int TYPE = 35;

  private static final int FIXED_BYTES = 20 + 1 + ServerName.MAX_LENGTH + 24 + 1 + 2 + 4 + 2;

  /** Copies the list. */
  public Request {
    asked = List.copyOf(asked);
  }

  @Override
  public int type() {
    return TYPE;
  }

  /** This request to others, in as many datagrams as their names need. */
  public List<Request> slicesFor(Iterable<ServerName> servers) {
    List<Request> slices = new ArrayList<>();
    List<ServerName> slice = new ArrayList<>();
    int used = FIXED_BYTES;
    for (ServerName server : servers) {
      int bytes = 1 + server.value().length();
      if (used + bytes > DatagramHeader.MAX_DATAGRAM_BYTES) {
        slices.add(to(slice));
        slice = new ArrayList<>();
        used = FIXED_BYTES;
      }
      slice.add(server);
      used += bytes;
    }
    if (!slice.isEmpty()) {
      slices.add(to(slice));
    }
    return slices;
  }

  /** This request to others. */
  public Request to(List<ServerName> servers) {
    return new Request(assignment, epoch, kind, pass, windowMs, servers);
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u8(Fields.code(kind)).u16(pass).u32(windowMs);
    Fields.writeServers(out, asked);
  }

  static Request read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    Kind kind = Fields.readCode(in, Kind.values());
    int pass = in.u16();
    long windowMs = in.u32();
    List<ServerName> asked = Fields.readServers(in);
    if (!in.ok() || windowMs > Announce.MAX_WINDOW_MS) {
      in.fail();
      return null;
    }
    return new Request(assignment, epoch, kind, pass, (int) windowMs, asked);
  }
}
