package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.gl.bare.Sha256;
import org.contentmover.system.lab.Stranger.Parcel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever floods the leader with statuses, 50,000 in a second and more, does not take from the
 * others more than half of their speed (LD-4, EL-7). Statuses are what asks for frames again.
 */
@Tag("alone")
class FloodIT {
  private static final int MEMBERS = 4;
  private static final int FLOODER = MEMBERS + 1;
  private static final int CONTENT_BYTES = 32 << 20;
  private static final String FIFTY_MBIT_IN_BYTES = "6250000";
  private static final int AT_LEAST_PER_SECOND = 50_000;
  private static final int PER_SECOND = 56_000;
  private static final int ENOUGH_REFUSED = 10_000;
  private static final int KINDS = 1_000;

  /** Others want this machine, too: a round that was held up is repeated. */
  private static final int ROUNDS = 3;

  /** One in so many goes to the control channel of all, the others to the leader's own address. */
  private static final int ONE_IN_TO_ALL = 4;

  @TempDir Path directory;

  @Test
  void shouldKeepHalfItsSpeedWhenAnOutsiderForgesStatuses() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, FLOODER, "100mbit", "1")) {
      String keys = segment.keys(1).toString();
      LabMember leader = start(segment, "--keys", keys);
      List<Parcel> forged = new ArrayList<>();
      for (int i = 0; i < KINDS; i++) {
        String name = LabSegment.name(2 + i % (MEMBERS - 1));
        forged.add(new Parcel(whereTo(leader, i), Statuses.forged(name, i, 1, i)));
      }
      compare(segment, leader, forged, "guard.refused.forged");
    }
  }

  @Test
  void shouldKeepHalfItsSpeedWhenAMemberOfAnOpenSegmentFloodsIt() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, FLOODER, "100mbit", "1")) {
      LabMember leader = start(segment);
      List<Parcel> statuses = new ArrayList<>();
      for (int i = 0; i < KINDS; i++) {
        // Half of it in the name of a participant, half in names that nobody has.
        String name = i % 2 == 0 ? LabSegment.name(2) : "invented-" + i;
        statuses.add(new Parcel(whereTo(leader, i), Statuses.plain(name, i, 1)));
      }
      compare(segment, leader, statuses, "mctp.ignored.too-many");
    }
  }

  /** Part of the flood goes to all. */
  private static void refusedAsTooMany(LabSegment segment) throws Exception {
    for (LabMember member : segment.members()) {
      long refused = member.counter("carrier.control.datagrams-too-many");
      assertTrue(refused > ENOUGH_REFUSED, member.name() + ": " + refused);
      assertTrue(member.said("GLC0028"), member.name() + " names the host");
    }
  }

  private static InetSocketAddress whereTo(LabMember leader, int i) throws Exception {
    return i % ONE_IN_TO_ALL == 0
        ? new InetSocketAddress(LabSegment.CONTROL_GROUP, LabSegment.CONTROL_PORT)
        : leader.address();
  }

  private static LabMember start(LabSegment segment, String... more) throws Exception {
    segment.lab().rate(FLOODER, "none");
    List<String> options = new ArrayList<>(List.of("--rate", FIFTY_MBIT_IN_BYTES));
    options.addAll(List.of(more));
    return segment.start(MEMBERS, options.toArray(new String[0]));
  }

  private static void compare(
      LabSegment segment, LabMember leader, List<Parcel> flood, String counter) throws Exception {
    Path file = segment.content("content", CONTENT_BYTES);
    String sha256 = Sha256.of(file);
    final int mark = leader.mark();
    List<Round> rounds = new ArrayList<>();
    do {
      Duration calm = transfer(segment, leader, file, sha256);
      Stranger flooder = segment.stranger(FLOODER);
      flooder.flood(flood, PER_SECOND);
      Duration flooded = transfer(segment, leader, file, sha256);
      rounds.add(new Round(calm.toMillis(), flooded.toMillis(), flooder.endFlood()));
    } while (rounds.size() < ROUNDS && rounds.stream().noneMatch(Round::keptHalf));
    String measured = rounds + "; leader: " + leader.counters();
    System.out.println(measured);
    assertTrue(rounds.stream().anyMatch(Round::keptHalf), measured);
    assertTrue(leader.counter(counter) > 0, measured);
    refusedAsTooMany(segment);
    assertEquals(0, leader.leaderships(mark), "leadership has changed; " + measured);
    // On a machine that is busy with other things the flood is not what it is to be.
    assumeTrue(rounds.stream().anyMatch(Round::keptHalfOfTheFullFlood), measured);
  }

  /** One transfer without the flood and one with it, one after the other. */
  private record Round(long calmMs, long floodedMs, long floodPerSecond) {
    boolean keptHalf() {
      return floodedMs <= 2 * calmMs;
    }

    boolean keptHalfOfTheFullFlood() {
      return keptHalf() && floodPerSecond >= AT_LEAST_PER_SECOND;
    }
  }

  private static Duration transfer(LabSegment segment, LabMember leader, Path file, String sha256)
      throws Exception {
    int mark = leader.mark();
    UUID assignment = leader.distribute(file, sha256);
    Instant begun = leader.await(mark, event -> event.is("DISTRIBUTING")).when();
    Instant last = begun;
    for (int host = 2; host <= MEMBERS; host++) {
      Instant received = segment.member(host).received(assignment, file);
      last = received.isAfter(last) ? received : last;
    }
    return Duration.between(begun, last);
  }
}
