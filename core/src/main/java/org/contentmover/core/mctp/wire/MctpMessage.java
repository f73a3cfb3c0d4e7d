package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The part of a transfer control datagram after its {@link DatagramHeader}.
 *
 * <p>Every message names the assignment and the epoch of the leader it comes from or goes to.
 */
public sealed interface MctpMessage
    permits Announce,
        Status,
        PassEnd,
        Request,
        Report,
        ReportAck,
        SessionEnd,
        AnnounceWanted,
        Mark,
        Heard {
  /** Code in the datagram's header, 32 to 63. */
  int type();

  /** Which assignment it is about. */
  AssignmentId assignment();

  /** Epoch of the leader that sends it, or that it is sent to. */
  long epoch();

  /** Appends the message. */
  void write(WireWriter out);

  /**
   * Reads the message of a type.
   *
   * @return null when the bytes are none; {@link #isKnownType} tells why
   */
  static MctpMessage read(int type, WireReader in) {
    switch (type) {
      case Announce.TYPE:
        return Announce.read(in);
      case Status.TYPE:
        return Status.read(in);
      case PassEnd.TYPE:
        return PassEnd.read(in);
      case Request.TYPE:
        return Request.read(in);
      case Report.TYPE:
        return Report.read(in);
      case ReportAck.TYPE:
        return ReportAck.read(in);
      case SessionEnd.TYPE:
        return SessionEnd.read(in);
      case AnnounceWanted.TYPE:
        return AnnounceWanted.read(in);
      case Mark.TYPE:
        return Mark.read(in);
      case Heard.TYPE:
        return Heard.read(in);
      default:
        return null;
    }
  }

  /** Whether this version knows messages of that type. */
  static boolean isKnownType(int type) {
    boolean session = type >= Announce.TYPE && type <= AnnounceWanted.TYPE;
    return session || type == Mark.TYPE || type == Heard.TYPE;
  }

  /** Whether messages of that type go to a leader, from any server. */
  static boolean isForLeader(int type) {
    return type == Status.TYPE
        || type == Report.TYPE
        || type == AnnounceWanted.TYPE
        || type == Heard.TYPE;
  }
}
