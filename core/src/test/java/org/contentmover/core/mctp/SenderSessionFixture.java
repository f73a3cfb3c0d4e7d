package org.contentmover.core.mctp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;
import org.contentmover.core.mctp.wire.TransferIgnored;

/** A leader's machine, and participants whose words a test says one at a time. */
abstract class SenderSessionFixture {
  static final long MS = 1_000_000;
  static final int FRAMES = 10;
  static final int FRAME_BYTES = 1_024;
  static final AssignmentId ID = new AssignmentId(new UUID(0, 1));
  static final ServerName LEADER = new ServerName("leader");

  final RecordingOutput output = new RecordingOutput();
  long now;
  String sourceUrl = "http://leader/";
  int fetchersAtOnce;
  SenderSession session;

  void start(int quorum, String... participants) {
    List<ServerName> names = Arrays.stream(participants).map(ServerName::new).toList();
    DistributionOrder order =
        new DistributionOrder(
            ID,
            "publish",
            (FRAME_BYTES - 24L) * FRAMES,
            ContentHash.OF_NOTHING,
            names,
            quorum,
            FRAME_BYTES,
            1_000_000_000,
            address(99),
            sourceUrl,
            "ticket",
            60_000 * MS,
            fetchersAtOnce);
    Outbox outbox = new Outbox(new SegmentName("boston"), LEADER, address(1), 1, output);
    session =
        new SenderSession(
            order,
            7,
            null,
            new RateControl(MctpConfig.lan().rate()),
            MctpConfig.lan(),
            outbox,
            output,
            new MctpCounters(),
            now);
    session.start(now);
  }

  static PeerAddress address(int last) {
    return new PeerAddress(new byte[] {10, 0, 0, (byte) last}, 7_800);
  }

  TransferIgnored says(String server, ReceiverState state, int pass, FrameRange... missing) {
    return says(server, 1, state, pass, missing);
  }

  TransferIgnored says(
      String server, long incarnation, ReceiverState state, int pass, FrameRange... missing) {
    int count = Arrays.stream(missing).mapToInt(FrameRange::count).sum();
    MissingPart part = new MissingPart(0, 1, 0, FRAMES, List.of(missing));
    String reason = state == ReceiverState.REFUSED ? "disk full" : "";
    Status status =
        new Status(ID, 7, address(server.hashCode() & 0x3F), pass, state, count, 0, part, reason);
    return session.onStatus(new ServerName(server), incarnation, status, now);
  }

  TransferIgnored reports(String server, Outcome outcome) {
    return session.onReport(
        new ServerName(server),
        1,
        address(server.hashCode() & 0x3F),
        new MemberReport(ID, outcome, "", 1, 2, 3),
        now);
  }

  static final FrameRange ALL = new FrameRange(0, FRAMES);

  List<String> sendPass() {
    List<String> sent = new ArrayList<>();
    output.take();
    while (session.sendFrame(now)) {
      sent.addAll(output.take());
    }
    return sent;
  }

  void tickAt(long nowMs) {
    now = nowMs * MS;
    session.tick(now);
  }

  ServerState stateOf(String server) {
    return progressOf(server).state();
  }

  ServerProgress progressOf(String server) {
    session.orderedAgain(now);
    return output.lastCollected().servers().stream()
        .filter(progress -> progress.server().value().equals(server))
        .findFirst()
        .orElseThrow();
  }
}
