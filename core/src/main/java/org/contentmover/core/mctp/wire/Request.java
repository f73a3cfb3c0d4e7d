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
 * @param allButNamed whether those named shall not answer, and all other participants shall
 * @param named the shorter of both lists
 */
public record Request(
    AssignmentId assignment,
    long epoch,
    Kind kind,
    int pass,
    int windowMs,
    boolean allButNamed,
    List<ServerName> named)
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

  /** In the byte of the kind: all but those named. */
  private static final int ALL_BUT_NAMED = 0x80;

  /** Copies the list. */
  public Request {
    named = List.copyOf(named);
  }

  /** A request to those named. */
  public Request(
      AssignmentId assignment,
      long epoch,
      Kind kind,
      int pass,
      int windowMs,
      List<ServerName> named) {
    this(assignment, epoch, kind, pass, windowMs, false, named);
  }

  /** Whether it asks that participant. */
  public boolean asks(ServerName server) {
    return named.contains(server) != allButNamed;
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
    return new Request(assignment, epoch, kind, pass, windowMs, false, servers);
  }

  /** This request to all participants but these. */
  public Request toAllBut(List<ServerName> servers) {
    return new Request(assignment, epoch, kind, pass, windowMs, true, servers);
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u8(Fields.code(kind) | (allButNamed ? ALL_BUT_NAMED : 0)).u16(pass).u32(windowMs);
    Fields.writeServers(out, named);
  }

  static Request read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    int code = in.u8();
    int kind = code & ~ALL_BUT_NAMED;
    int pass = in.u16();
    long windowMs = in.u32();
    List<ServerName> named = Fields.readServers(in);
    boolean possible =
        kind >= 1 && kind <= Kind.values().length && windowMs <= Announce.MAX_WINDOW_MS;
    if (!in.ok() || !possible) {
      in.fail();
      return null;
    }
    return new Request(
        assignment,
        epoch,
        Kind.values()[kind - 1],
        pass,
        (int) windowMs,
        (code & ALL_BUT_NAMED) != 0,
        named);
  }
}
