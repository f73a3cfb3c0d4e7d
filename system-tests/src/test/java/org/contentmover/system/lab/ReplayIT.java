package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.contentmover.gl.bare.Sha256;
import org.contentmover.system.lab.Stranger.Parcel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the members of a segment with a key ever said is repeated to them, type by type,
 * to all and to each alone, also to one that was rebooted: nothing changes, and each counts it
 * under the reason (EL-7, LD-9).
 */
@Tag("system")
class ReplayIT {
  private static final int MEMBERS = 3;
  private static final int STRANGER = MEMBERS + 1;
  private static final int CONTENT_BYTES = 3 << 20;
  private static final int OF_EACH_TYPE = 20;
  private static final int PER_SECOND = 1_000;

  /** Elections, registrations, handshakes, transfers with losses, reports: all of them. */
  private static final Set<Integer> TYPES_SAID =
      Set.of(1, 2, 3, 5, 6, 7, 24, 25, 26, 32, 33, 34, 36, 37, 38, 64);

  private static final Set<Integer> HANDSHAKE = Set.of(24, 25, 26);
  private static final Set<String> OF_A_KNOWN_LIFE =
      Set.of("guard.refused.replayed", "guard.refused.too-old");
  private static final Set<String> OF_AN_EARLIER_LIFE =
      Set.of("guard.refused.unproven", "guard.refused.stale-handshake");

  private static final Set<String> ASKED_IN_VAIN =
      Set.of("guard.challenges.sent", "guard.challenges.held-back");

  @TempDir Path directory;

  @Test
  void shouldRefuseRecordingsOfEveryTypeAlsoAfterAReboot() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "3")) {
      String keys = segment.keys(1).toString();
      segment.start(MEMBERS, host -> options(keys, host));
      transfer(segment, 1, 2, 3);
      // The leader says good-bye and comes again; then the third is rebooted.
      segment.member(1).end();
      segment.await("for another leader", () -> segment.member(2).leads(List.of()));
      segment.member(1, "90", options(keys, "again-1"));
      segment.awaitLeader(segment.member(2), List.of("host-1", "host-2", "host-3"));
      transfer(segment, 2, 1, 3);
      final Recording recording = Recording.of(directory, MEMBERS);
      segment.member(3).kill();
      segment.member(3, "60", options(keys, "again-3"));
      segment.awaitLeader(segment.member(2), List.of("host-1", "host-2", "host-3"));
      segment.await("for the third to follow", () -> segment.member(3).follows("host-2"));

      SortedMap<Integer, List<Parcel>> byType = recording.byType(OF_EACH_TYPE);
      assertTrue(byType.keySet().containsAll(TYPES_SAID), "recorded: " + byType.keySet());
      repeat(segment, byType);
      transfer(segment, 2, 1, 3);
    }
  }

  private String[] options(String keys, int host) {
    return options(keys, Recording.file(directory, host).getFileName().toString());
  }

  private String[] options(String keys, String record) {
    return new String[] {"--keys", keys, "--record", directory.resolve(record).toString()};
  }

  private static void repeat(LabSegment segment, SortedMap<Integer, List<Parcel>> byType)
      throws Exception {
    Stranger stranger = segment.stranger(STRANGER);
    Map<String, Integer> marks = new TreeMap<>();
    Map<String, String> leaderships = new TreeMap<>();
    Map<String, SortedMap<String, Long>> first = new TreeMap<>();
    for (LabMember member : segment.members()) {
      marks.put(member.name(), member.mark());
      leaderships.put(member.name(), member.leadership());
      first.put(member.name(), member.counters());
    }
    for (Map.Entry<Integer, List<Parcel>> ofType : byType.entrySet()) {
      List<byte[]> datagrams = ofType.getValue().stream().map(Parcel::bytes).toList();
      List<Parcel> parcels = Recording.toEverybody(datagrams, segment.members());
      Map<String, Long> before = new TreeMap<>();
      for (LabMember member : segment.members()) {
        before.put(member.name(), refused(member));
      }
      stranger.send(parcels, PER_SECOND);
      for (LabMember member : segment.members()) {
        // By the control channel and by unicast; the data channel may have been left. What asks
        // who somebody is of an earlier life is taken for a question, a few times.
        long enough = HANDSHAKE.contains(ofType.getKey()) ? 1 : datagrams.size();
        segment.await(
            member.name() + " refuses type " + ofType.getKey(),
            () -> refused(member) - before.get(member.name()) >= enough);
      }
    }
    for (LabMember member : segment.members()) {
      assertEquals(leaderships.get(member.name()), member.leadership(), member.name());
      assertEquals(0, member.leaderships(marks.get(member.name())), member.name());
      assertTrue(
          member.since(marks.get(member.name())).stream().noneMatch(event -> event.is("OFFERED")),
          member.name() + " is offered nothing");
      assertKinds(member, first.get(member.name()));
    }
  }

  /** What is repeated is no forgery, and never gets as far as the machines. */
  private static void assertKinds(LabMember member, SortedMap<String, Long> first)
      throws Exception {
    SortedMap<String, Long> grown = new TreeMap<>();
    member.counters().forEach((name, count) -> grown.put(name, count - first.get(name)));
    String told = member.name() + ": " + grown;
    Set<String> kinds = new TreeSet<>(OF_A_KNOWN_LIFE);
    kinds.addAll(OF_AN_EARLIER_LIFE);
    for (Map.Entry<String, Long> counter : grown.tailMap("guard.refused.").entrySet()) {
      if (counter.getKey().startsWith("guard.refused.") && !kinds.contains(counter.getKey())) {
        assertEquals(0, counter.getValue(), counter.getKey() + ", " + told);
      }
    }
    assertTrue(sum(grown, OF_A_KNOWN_LIFE) > OF_EACH_TYPE, told);
    assertTrue(sum(grown, OF_AN_EARLIER_LIFE) > OF_EACH_TYPE, told);
    assertEquals(0, grown.get("control.ignored.stale-epoch"), told);
    assertEquals(0, grown.get("mctp.ignored.stale-epoch"), told);
  }

  private static long refused(LabMember member) {
    SortedMap<String, Long> counters = member.counters();
    return sum(counters, OF_A_KNOWN_LIFE)
        + sum(counters, OF_AN_EARLIER_LIFE)
        + sum(counters, ASKED_IN_VAIN);
  }

  private static long sum(SortedMap<String, Long> counters, Set<String> names) {
    return names.stream().mapToLong(counters::get).sum();
  }

  private static void transfer(LabSegment segment, int leader, int... receivers) throws Exception {
    Path file = segment.content("content", CONTENT_BYTES);
    UUID assignment = segment.member(leader).distribute(file, Sha256.of(file));
    for (int receiver : receivers) {
      segment.member(receiver).received(assignment, file);
    }
    segment
        .member(leader)
        .await(
            0,
            event ->
                event.is("REPORTS")
                    && event.text().contains(assignment.toString())
                    && event.text().contains("final=true"));
  }
}
