package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.gl.bare.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One receiver whose link has a tenth of the rate does not keep the others waiting (LD-5). */
@Tag("alone")
class SlowReceiverIT {
  private static final int MEMBERS = 5;
  private static final int SLOW = MEMBERS;
  private static final int CONTENT_BYTES = 80 << 20;
  private static final String FIFTY_MBIT_IN_BYTES = "6250000";
  private static final double LONGER_AT_MOST = 1.1;

  /** Others want this machine, too: a round that was held up is repeated. */
  private static final int ROUNDS = 3;

  @TempDir Path directory;

  @Test
  void shouldFinishAsFastAsWithoutTheSlowReceiver() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, MEMBERS, "100mbit", "0")) {
      String source = "http://10.77.0.1/nobody-asks-here";
      segment.start(MEMBERS, "--rate", FIFTY_MBIT_IN_BYTES, "--source", source, "--quorum", "4");
      Path file = segment.content("content", CONTENT_BYTES);
      String sha256 = Sha256.of(file);
      List<Round> rounds = new ArrayList<>();
      do {
        segment.lab().rate(SLOW, "100mbit");
        Duration without = transfer(segment, file, sha256);
        segment.lab().rate(SLOW, "5mbit");
        Duration with = transfer(segment, file, sha256);
        rounds.add(new Round(without.toMillis(), with.toMillis()));
      } while (rounds.size() < ROUNDS && rounds.stream().noneMatch(Round::heldUpNobody));
      System.out.println("one receiver at a tenth of the rate: " + rounds);
      assertTrue(rounds.stream().anyMatch(Round::heldUpNobody), rounds::toString);
      segment.member(SLOW).await(0, event -> event.is("WANTED"));
    }
  }

  /** One transfer without the slow receiver and one with it, one after the other. */
  private record Round(long withoutMs, long withMs) {
    boolean heldUpNobody() {
      return withMs <= LONGER_AT_MOST * withoutMs;
    }
  }

  /** Until all but the slow one have it. */
  private static Duration transfer(LabSegment segment, Path file, String sha256) throws Exception {
    LabMember leader = segment.member(1);
    int mark = leader.mark();
    UUID assignment = leader.distribute(file, sha256);
    Instant begun = leader.await(mark, event -> event.is("DISTRIBUTING")).when();
    Instant last = begun;
    for (int host = 2; host < SLOW; host++) {
      Instant received = segment.member(host).received(assignment, file);
      last = received.isAfter(last) ? received : last;
    }
    return Duration.between(begun, last);
  }
}
