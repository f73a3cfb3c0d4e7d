package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.IgnoredReason;
import org.contentmover.core.wire.WireReader;

/**
 * Reads control datagrams and hands over what is well-formed, of this segment, and from somebody
 * else. Everything else is counted; no input makes it throw.
 */
final class ControlReader {
  /** Takes the messages, decoded. */
  interface Handler {
    void onOwnEcho();

    void onHeartbeat(Heartbeat heartbeat);

    void onClaim(Claim claim);

    void onResign(ServerName leader, long epoch);

    void onFloorNotice(ServerName sender, LeadershipFloor accepted);

    void onHearingQuestion(HearingQuestion question);

    void onHearingAnswer(ServerName sender, long number);

    void onChannelReady(ServerName sender, ChannelReady ready);

    void onPathProbe(ServerName sender, long epoch, PathProbe probe);

    void onPathHeard(ServerName sender, long epoch, int bytes);

    void onRegister(Register register);

    void onReport(ServerName sender, RegistrationReport report);

    void onProbe(ServerName sender, long epoch);

    void onLeave(ServerName sender, long epoch);

    /** Of the transfer; the body is read there. */
    void onTransferControl(DatagramHeader header, WireReader body);
  }

  private final MemberIdentity identity;
  private final long segmentKey;
  private final Consumer<IgnoredReason> ignored;
  private final Handler handler;

  ControlReader(MemberIdentity identity, Consumer<IgnoredReason> ignored, Handler handler) {
    this.identity = identity;
    this.segmentKey = DatagramHeader.segmentKey(identity.segment());
    this.ignored = ignored;
    this.handler = handler;
  }

  void read(ByteBuffer datagram) {
    WireReader in = new WireReader(datagram);
    DatagramHeader header = DatagramHeader.read(in);
    if (header == null) {
      ignored.accept(IgnoredReason.MALFORMED);
    } else if (header.segmentKey() != segmentKey) {
      ignored.accept(IgnoredReason.OTHER_SEGMENT);
    } else if (header.sender().equals(identity.server())) {
      onOwnName(header);
    } else if (header.type() >= DatagramHeader.FIRST_TRANSFER_TYPE) {
      handler.onTransferControl(header, in);
    } else {
      readMessage(header, in);
    }
  }

  private void onOwnName(DatagramHeader header) {
    if (header.incarnation() == identity.incarnation()) {
      handler.onOwnEcho();
    } else {
      ignored.accept(IgnoredReason.DUPLICATE_NAME);
    }
  }

  private void readMessage(DatagramHeader header, WireReader in) {
    ServerName sender = header.sender();
    switch (header.type()) {
      case ControlType.LEADER_ALIVE:
        handle(ElectionWire.readHeartbeat(in, sender), handler::onHeartbeat);
        break;
      case ControlType.LEADER_CLAIM:
        handle(ElectionWire.readClaim(in, sender), handler::onClaim);
        break;
      case ControlType.RESIGN:
        handle(readEpoch(in), epoch -> handler.onResign(sender, epoch));
        break;
      case ControlType.FLOOR_NOTICE:
        handle(ElectionWire.readFloor(in), floor -> handler.onFloorNotice(sender, floor));
        break;
      case ControlType.HEARING_QUESTION:
        handle(ElectionWire.readQuestion(in), handler::onHearingQuestion);
        break;
      case ControlType.HEARING_ANSWER:
        handle(readNumber(in), number -> handler.onHearingAnswer(sender, number));
        break;
      case ControlType.SELF_CHECK:
        // Means something to its sender alone.
        break;
      case ControlType.CHANNEL_READY:
        handle(ElectionWire.readReady(in), ready -> handler.onChannelReady(sender, ready));
        break;
      case ControlType.PATH_PROBE:
        readPathProbe(in, sender);
        break;
      case ControlType.PATH_HEARD:
        readPathHeard(in, sender);
        break;
      case ControlType.REGISTER:
        handle(RegistrationWire.readRegister(in, header), handler::onRegister);
        break;
      case ControlType.REGISTRATION_REPORT:
        handle(RegistrationWire.readReport(in), report -> handler.onReport(sender, report));
        break;
      case ControlType.PROBE:
        handle(readEpoch(in), epoch -> handler.onProbe(sender, epoch));
        break;
      case ControlType.LEAVE:
        handle(readEpoch(in), epoch -> handler.onLeave(sender, epoch));
        break;
      default:
        ignored.accept(IgnoredReason.UNKNOWN_TYPE);
    }
  }

  private <T> void handle(T message, Consumer<T> action) {
    if (message == null) {
      ignored.accept(IgnoredReason.MALFORMED);
    } else {
      action.accept(message);
    }
  }

  /** All the padding must be there: a cut-off probe proves nothing. */
  private void readPathProbe(WireReader in, ServerName sender) {
    long epoch = ElectionWire.readEpoch(in);
    PathProbe probe = new PathProbe(in.u16(), in.u16());
    int paddingBytes = in.u16();
    handle(
        in.ok() && in.remaining() == paddingBytes ? probe : null,
        whole -> handler.onPathProbe(sender, epoch, whole));
  }

  private void readPathHeard(WireReader in, ServerName sender) {
    long epoch = ElectionWire.readEpoch(in);
    int bytes = in.u16();
    handle(in.ok() ? bytes : null, heard -> handler.onPathHeard(sender, epoch, heard));
  }

  private static Long readNumber(WireReader in) {
    long number = in.i64();
    return in.ok() ? number : null;
  }

  private static Long readEpoch(WireReader in) {
    long epoch = ElectionWire.readEpoch(in);
    return in.ok() ? epoch : null;
  }
}
