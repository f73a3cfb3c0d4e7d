package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.gl.bare.Sha256;
import org.contentmover.system.lab.Stranger.Parcel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts, clocks, disks and networks that fail a segment: what the others do about it. */
@Tag("lab")
class TroubleIT {
  private static final int CONTENT_BYTES = 2 << 20;
  private static final int FRAMES_OF_A_THIRD = 700;
  private static final int LEADER_ALIVE = 1;
  private static final int REGISTRATION_REPORT = 7;
  private static final int ANNOUNCE = 32;
  private static final int DATA = 64;
  private static final String BYTES_PER_SECOND = "500000";
  private static final int A_SECOND = 500;

  /** Nobody waits for the one that is dead or deaf to begin. */
  private static final String QUORUM = "--quorum";

  private static final String ALL_BUT_ONE_OF_FOUR = "3";

  /** The monotonic clock, and waits by it, stay as they are. */
  private static final List<String> ONLY_THE_WALL_CLOCK =
      List.of("env", "FAKETIME_DONT_FAKE_MONOTONIC=1", "FAKETIME_FORCE_MONOTONIC_FIX=0");

  /** Mounts 4 MiB at $0, fills them when the file $1 appears, and runs the rest meanwhile. */
  private static final String ON_A_SMALL_DISK =
      "mkdir -p \"$0\" && mount -t tmpfs -o size=4m tmpfs \"$0\" || exit 9;"
          + " disk=$0; when=$1; shift;"
          + " (while [ -d \"${when%/*}\" ] && [ ! -e \"$when\" ]; do sleep 0.05; done;"
          + " cat /dev/zero > \"$disk/filler\") 2>/dev/null &"
          + " exec \"$@\"";

  @TempDir Path directory;

  /** EL-6, LD-8: what it says of its old leadership is refused by all. */
  @Test
  void shouldRefuseTheCommandsOfALeaderThatWasStoppedForTenSeconds() throws Exception {
    int members = 4;
    try (LabSegment segment = LabSegment.up(directory, members, "100mbit", "0")) {
      LabMember leader = segment.start(members, this::slowlyAndRecorded);
      leader.distribute(segment.content("long", 8 << 20), Sha256.of(directory.resolve("long")));
      for (LabMember member : segment.members()) {
        if (member != leader) {
          member.await(0, event -> event.text().contains("GLC0048"));
        }
      }
      final long stoppedNs = System.nanoTime();
      leader.signal("STOP");
      LabMember next = segment.member(2);
      segment.await("for host-2 to lead", () -> next.leads(List.of("host-3", "host-4")));
      segment.await("for ten seconds", () -> System.nanoTime() - stoppedNs > 10_000_000_000L);
      final String during = next.leadership();
      assertFalse(during.contains("epoch=1"), during);
      leader.signal("CONT");
      segment.awaitLeader(next, List.of("host-1", "host-2", "host-3", "host-4"));
      assertTrue(leader.counter("election.standstills") > 0, "it doubted itself");

      // What it had said arrives now: of every type, at every other member.
      Stranger late = segment.stranger(1);
      Recording said = Recording.of(directory, 1);
      for (Map.Entry<Integer, List<Parcel>> ofType : said.byType(10).entrySet()) {
        if (List.of(LEADER_ALIVE, REGISTRATION_REPORT, ANNOUNCE, DATA).contains(ofType.getKey())) {
          refusedByAll(segment, late, ofType.getKey(), ofType.getValue());
        }
      }
      assertEquals(during, next.leadership());
      assertTrue(said.byType(1).keySet().containsAll(List.of(LEADER_ALIVE, ANNOUNCE, DATA)));
    }
  }

  private String[] slowlyAndRecorded(int host) {
    String record = Recording.file(directory, host).toString();
    return new String[] {"--rate", BYTES_PER_SECOND, "--record", record};
  }

  private static void refusedByAll(
      LabSegment segment, Stranger late, int type, List<Parcel> parcels) throws Exception {
    List<LabMember> others = new ArrayList<>(segment.members());
    others.remove(segment.member(1));
    Map<String, Long> before = new TreeMap<>();
    others.forEach(member -> before.put(member.name(), stale(member)));
    late.send(
        Recording.toEverybody(parcels.stream().map(Parcel::bytes).toList(), others), A_SECOND);
    for (LabMember member : others) {
      segment.await(
          "for " + member.name() + " to refuse type " + type + ": " + member.counters(),
          () -> stale(member) - before.get(member.name()) >= parcels.size());
    }
  }

  private static long stale(LabMember member) {
    return member.counter("control.ignored.stale-epoch")
        + member.counter("mctp.ignored.stale-epoch");
  }

  /** EL-6: one of them goes on, the other follows it, and nobody is lost. */
  @Test
  void shouldBeLedByOneOfTwoLeadersAfterAPartitionHasHealed() throws Exception {
    int members = 4;
    try (LabSegment segment = LabSegment.up(directory, members, "100mbit", "0")) {
      segment.start(members);
      for (int left : List.of(1, 2)) {
        for (int right : List.of(3, 4)) {
          segment.deafen(left, right);
          segment.deafen(right, left);
        }
      }
      segment.await("for host-3 to lead half", () -> segment.member(3).leads(List.of("host-4")));
      assertTrue(segment.member(1).leadership().contains("role=LEADER"), "the other half is led");
      assertTrue(segment.member(2).follows("host-1"), "and follows");
      for (int host = 1; host <= members; host++) {
        segment.undeafen(host);
      }
      final LabMember leader = segment.awaitOneLeader();
      long met = 0;
      for (LabMember member : segment.members()) {
        met +=
            member.counter("election.leaders-met")
                + member.counter("control.ignored.stale-epoch")
                + member.counter("control.ignored.other-leader");
      }
      assertTrue(met > 0, "somebody noticed the other leader");
      transfer(segment, leader);
    }
  }

  /** EL-17: A hears B, and B does not hear A. */
  @Test
  void shouldBeLedByTheLeaderThatAllButOneHear() throws Exception {
    int members = 4;
    try (LabSegment segment = LabSegment.up(directory, members, "100mbit", "0")) {
      LabMember leader = segment.start(members, QUORUM, ALL_BUT_ONE_OF_FOUR);
      LabMember deaf = segment.member(4);
      segment.deafen(4, 1);
      segment.await(
          "for host-4 to lose its leader", () -> deaf.counter("election.leaders-suspected") > 0);
      // It claims, and nobody it hears objects: for a moment there are two leaders.
      segment.await(
          "for host-1 to isolate it", () -> leader.counter("control.ignored.quarantined") > 0);
      segment.await(
          "for the others to be with host-1",
          () ->
              leader.leads(List.of("host-2", "host-3"))
                  && segment.member(2).follows("host-1")
                  && segment.member(3).follows("host-1"));
      int[] marks = {segment.member(2).mark(), segment.member(3).mark()};
      transfer(segment, leader, 2, 3);
      assertTrue(leader.counter("election.quarantines") > 0, "it is known who does not hear");
      assertEquals(0, segment.member(2).leaderships(marks[0]), "nobody votes for ever");
      assertEquals(0, segment.member(3).leaderships(marks[1]), "nobody votes for ever");

      segment.undeafen(4);
      transfer(segment, segment.awaitOneLeader());
    }
  }

  /** In a segment nobody looks at the clock of another, and nobody times anything by its own. */
  @Test
  void shouldElectAndTransferWithClocksAnHourApart() throws Exception {
    assumeTrue(LabSegment.has("faketime"), "other clocks need the package faketime");
    int members = 4;
    try (LabSegment segment = LabSegment.up(directory, members, "100mbit", "1")) {
      segment.startWith(
          members,
          host -> {
            List<String> command = new ArrayList<>();
            if (host <= 2) {
              command.addAll(ONLY_THE_WALL_CLOCK);
              command.addAll(List.of("faketime", "-f", host == 1 ? "+1h" : "-1h"));
            }
            return command;
          },
          QUORUM,
          ALL_BUT_ONE_OF_FOUR);
      assertHoursOff(segment.member(1), 1);
      assertHoursOff(segment.member(2), -1);
      assertHoursOff(segment.member(3), 0);
      transfer(segment, segment.member(1));
      segment.member(1).kill();
      segment.forget(1);
      LabMember next = segment.awaitOneLeader();
      transfer(segment, next);
      assertEquals(0, next.counter("election.standstills"));
    }
  }

  /**
   * Every event has the time of the member's process: without faketime's effect nothing is shown.
   */
  private static void assertHoursOff(LabMember member, int hours) {
    Instant now = Instant.now();
    Instant told = member.since(0).get(member.mark() - 1).when();
    long seconds = Duration.between(now, told).minusHours(hours).abs().toSeconds();
    assertTrue(seconds < 900, member.name() + " says it is " + told + ", it is " + now);
  }

  /** LD-8: the disk of one receiver is full in the middle of a transfer. */
  @Test
  void shouldBeRefusedWithTheReasonByAReceiverWhoseDiskIsFullAndServeTheOthers() throws Exception {
    int members = 3;
    try (LabSegment segment = LabSegment.up(directory, members, "100mbit", "0")) {
      Path fillNow = directory.resolve("fill-now");
      String disk = directory.resolve("host-3/spool").toString();
      List<String> onASmallDisk = List.of("sh", "-c", ON_A_SMALL_DISK, disk, fillNow.toString());
      LabMember leader =
          segment.startWith(
              members, host -> host == 3 ? onASmallDisk : List.of(), "--rate", "1000000");
      Path file = segment.content("content", 3_000_000);
      UUID assignment = leader.distribute(file, Sha256.of(file));
      LabMember full = segment.member(3);
      segment.await(
          "for the middle", () -> full.counter("mctp.frames.received") > FRAMES_OF_A_THIRD);
      Files.createFile(fillNow);
      leader.await(0, event -> event.text().contains(" host-3=REFUSED:"));
      assertTrue(full.said("GLC0042") && full.said("No space left"), "it says why");
      segment.member(2).received(assignment, file);
      leader.await(
          0,
          event ->
              event.text().contains(" host-2=STAGED:100 host-3=REFUSED:")
                  && event.text().contains("final=true"));
    }
  }

  private static void transfer(LabSegment segment, LabMember leader) throws Exception {
    int[] others =
        segment.members().stream()
            .filter(member -> member != leader)
            .mapToInt(member -> member.name().charAt("host-".length()) - '0')
            .toArray();
    transfer(segment, leader, others);
  }

  private static void transfer(LabSegment segment, LabMember leader, int... receivers)
      throws Exception {
    Path file = segment.content("content", CONTENT_BYTES);
    UUID assignment = leader.distribute(file, Sha256.of(file));
    for (int receiver : receivers) {
      segment.member(receiver).received(assignment, file);
    }
  }
}
