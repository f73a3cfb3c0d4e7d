package org.contentmover.core.segment;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.contentmover.core.election.LeaderAlive;
import org.contentmover.core.election.LeaderClaim;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.registration.Register;
import org.contentmover.core.registration.RegistrationReport;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;

/** Shows datagrams to people, one line each: transcripts, traces, debug logs. Any thread. */
public final class DatagramText {
  private DatagramText() {}

  /** What a datagram says; never throws. The buffer's position stays as it is. */
  public static String describe(ByteBuffer datagram) {
    int type = DatagramHeader.peekType(datagram);
    if (type >= DatagramHeader.FIRST_DATA_TYPE) {
      return "data frame of " + datagram.remaining() + " bytes";
    }
    WireReader in = new WireReader(datagram);
    DatagramHeader header = DatagramHeader.read(in);
    if (header == null) {
      return "no datagram of this product and version, " + datagram.remaining() + " bytes";
    }
    String text =
        type >= DatagramHeader.FIRST_TRANSFER_TYPE
            ? String.valueOf(MctpMessage.read(type, in))
            : describe(header, in);
    return text == null || !in.ok() ? "malformed, type " + type : text;
  }

  private static String describe(DatagramHeader header, WireReader in) {
    switch (header.type()) {
      case ControlType.LEADER_ALIVE:
        Heartbeat heartbeat = ElectionWire.readHeartbeat(in, header.sender());
        return heartbeat == null ? null : describe(heartbeat);
      case ControlType.LEADER_CLAIM:
        Claim claim = ElectionWire.readClaim(in, header.sender());
        return claim == null ? null : describe(claim.claim());
      case ControlType.RESIGN:
        return "Resign epoch " + ElectionWire.readEpoch(in);
      case ControlType.FLOOR_NOTICE:
        LeadershipFloor floor = ElectionWire.readFloor(in);
        return floor == null ? null : "FloorNotice " + describe(floor);
      case ControlType.SELF_CHECK:
        return "SelfCheck";
      case ControlType.HEARING_QUESTION:
        HearingQuestion question = ElectionWire.readQuestion(in);
        return question == null ? null : "HearingQuestion";
      case ControlType.HEARING_ANSWER:
        return "HearingAnswer";
      case ControlType.CHANNEL_READY:
        return String.valueOf(ElectionWire.readReady(in));
      case ControlType.REGISTER:
        Register register = RegistrationWire.readRegister(in, header);
        return register == null ? null : describe(register);
      case ControlType.REGISTRATION_REPORT:
        RegistrationReport report = RegistrationWire.readReport(in);
        return report == null ? null : describe(report);
      case ControlType.PROBE:
        return "Probe epoch " + ElectionWire.readEpoch(in);
      case ControlType.LEAVE:
        return "Leave epoch " + ElectionWire.readEpoch(in);
      default:
        return "unknown type " + header.type();
    }
  }

  private static String describe(Heartbeat heartbeat) {
    LeaderAlive alive = heartbeat.alive();
    return String.format(
        Locale.ROOT,
        "LeaderAlive epoch %d priority %d sequence %d reports %d",
        alive.epoch(),
        alive.priority(),
        alive.sequence(),
        heartbeat.reportsSent());
  }

  private static String describe(LeaderClaim claim) {
    return String.format(
        Locale.ROOT,
        "LeaderClaim priority %d%s floor %s",
        claim.priority(),
        claim.contested().leader().isEmpty() ? "" : " contests " + describe(claim.contested()),
        describe(claim.floor()));
  }

  private static String describe(LeadershipFloor floor) {
    return floor.leader().map(leader -> leader + " in epoch " + floor.epoch()).orElse("none");
  }

  private static String describe(Register register) {
    return String.format(
        Locale.ROOT,
        "Register epoch %d number %d part %d of %d%s",
        register.epoch(),
        register.number(),
        register.part() + 1,
        register.parts(),
        register.confirmed() ? ", refresh" : "");
  }

  private static String describe(RegistrationReport report) {
    return String.format(
        Locale.ROOT,
        "RegistrationReport epoch %d number %d part %d of %d %s",
        report.epoch(),
        report.number(),
        report.part() + 1,
        report.parts(),
        report.members());
  }
}
