package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.gl.bare.Sha256;
import org.contentmover.system.lab.Stranger.Parcel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers over links that lose in bursts, with the timers of a LAN, several at once. */
@Tag("lab")
class TransferIT {
  private static final int MEMBERS = 4;

  /** Nobody waits for the one that was killed to begin. */
  private static final String ALL_BUT_ONE = Integer.toString(MEMBERS - 1);

  private static final int CONTENT_BYTES = 8 << 20;
  private static final int DATA = 64;
  private static final String BYTES_PER_SECOND = "2000000";

  @TempDir Path directory;

  /**
   * The share is that of a full link. With what is sent here, a burst begins once in 700 frames: of
   * 5,800 frames to three hosts each, all come whole once in e^25 times.
   */
  @Test
  void shouldRepairBurstsOfLoss() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, MEMBERS, "100mbit", "20/20ms")) {
      segment.start(MEMBERS, "--rate", BYTES_PER_SECOND);
      transferAndCompare(segment);
      long repaired = 0;
      for (LabMember member : segment.members()) {
        repaired += member.counter("mctp.frames.repaired");
      }
      assertTrue(repaired > 0, "something was lost");
    }
  }

  /** What every agent starts with. */
  @Test
  void shouldElectAndTransferWithTheTimersOfALan() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, MEMBERS, "100mbit", "1")) {
      segment.start(
          MEMBERS, "--rate", BYTES_PER_SECOND, "--profile", "lan", "--quorum", ALL_BUT_ONE);
      transferAndCompare(segment);
      segment.awaitOneLeader().kill();
      segment.forget(1);
      transferAndCompare(segment);
    }
  }

  /** The frames of the one that is through first are all sent; by then the other is as far. */
  @Test
  void shouldSendTwoFilesAtOnceInTurns() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, MEMBERS, "100mbit", "1")) {
      LabMember leader =
          segment.start(
              MEMBERS,
              host ->
                  new String[] {
                    "--rate",
                    BYTES_PER_SECOND,
                    "--record",
                    Recording.file(directory, host).toString()
                  });
      Path file = segment.content("content", CONTENT_BYTES);
      String sha256 = Sha256.of(file);
      List<UUID> both = List.of(leader.distribute(file, sha256), leader.distribute(file, sha256));
      for (UUID assignment : both) {
        for (int host = 2; host <= MEMBERS; host++) {
          segment.member(host).received(assignment, file);
        }
      }
      Map<Long, Integer> sent = new TreeMap<>();
      int payloadBytes = 0;
      for (Parcel parcel : Recording.of(directory, 1).parcels()) {
        if (parcel.type() == DATA) {
          ByteBuffer frame = ByteBuffer.wrap(parcel.bytes());
          payloadBytes = Math.max(payloadBytes, FrameHeader.payloadBytes(frame));
          int ofThis = sent.merge(FrameHeader.sessionKey(frame), 1, Integer::sum);
          if (ofThis == CONTENT_BYTES / payloadBytes) {
            break;
          }
        }
      }
      assertEquals(2, sent.size(), "both are under way: " + sent);
      int all = CONTENT_BYTES / payloadBytes;
      assertTrue(sent.values().stream().allMatch(count -> count > all * 8 / 10), sent.toString());
    }
  }

  private static void transferAndCompare(LabSegment segment) throws Exception {
    LabMember leader = segment.awaitOneLeader();
    Path file = segment.content("content", CONTENT_BYTES);
    UUID assignment = leader.distribute(file, Sha256.of(file));
    for (LabMember member : segment.members()) {
      if (member != leader) {
        member.received(assignment, file);
      }
    }
  }
}
