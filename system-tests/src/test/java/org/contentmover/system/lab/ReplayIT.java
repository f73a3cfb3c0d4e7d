package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.contentmover.system.lab.Stranger.Parcel;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the members of a segment with a key ever said is repeated to them, type by type,
 * to all and to each alone, also to one that was rebooted: nothing changes, and each counts it
 * under the reason (EL-7, LD-9).
 */
@Tag("lab")
class ReplayIT {
  private static final int STRANGER = Conversation.MEMBERS + 1;
  private static final int OF_EACH_TYPE = 20;
  private static final int PER_SECOND = 200;
  private static final int HELLO = 24;
  private static final int CHALLENGE = 25;
  private static final int PROOF = 26;

  private static final String UNPROVEN = "guard.refused.unproven";
  private static final String STALE_HANDSHAKE = "guard.refused.stale-handshake";
  private static final String HELD_BACK = "guard.challenges.held-back";
  private static final Set<String> OF_A_LIFE_THAT_IS_KNOWN =
      Set.of("guard.refused.replayed", "guard.refused.too-old");

  @TempDir Path directory;

  @Test
  void shouldRefuseRecordingsOfEveryTypeAlsoAfterAReboot() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, STRANGER, "100mbit", "3")) {
      List<String> keys = List.of("--keys", segment.keys(1).toString());
      Conversation conversation = new Conversation(segment, directory, keys);
      conversation.have();
      conversation.transfer();
      final Recording recording = Recording.ofAllLives(directory);
      segment.member(3).kill();
      segment.again(3, conversation.options(3));
      segment.awaitOneLeader();
      segment.await(
          "for all to know each other",
          () ->
              segment.members().stream()
                  .allMatch(it -> it.counter("guard.senders") == Conversation.MEMBERS - 1));

      SortedMap<Integer, List<Parcel>> byType = recording.byType(OF_EACH_TYPE);
      assertEquals(Conversation.types(true), byType.keySet(), "all was said, and nothing else");
      for (LabMember member : segment.members()) {
        // What is counted is what the stranger sends: nothing of it gets lost.
        segment.loss(member.host(), "0");
      }
      repeat(segment, byType);
      conversation.transfer();
    }
  }

  private void repeat(LabSegment segment, SortedMap<Integer, List<Parcel>> byType)
      throws Exception {
    Stranger stranger = segment.stranger(STRANGER);
    Set<Long> presentLives = new HashSet<>();
    Map<String, Integer> marks = new TreeMap<>();
    Map<String, String> leaderships = new TreeMap<>();
    Map<String, SortedMap<String, Long>> first = new TreeMap<>();
    for (LabMember member : segment.members()) {
      presentLives.add(Recording.ofPresentLife(directory, member.host()).firstLife());
      marks.put(member.name(), member.mark());
      leaderships.put(member.name(), member.leadership());
      first.put(member.name(), member.counters());
    }
    for (Map.Entry<Integer, List<Parcel>> ofType : byType.entrySet()) {
      for (boolean present : new boolean[] {false, true}) {
        List<byte[]> datagrams =
            ofType.getValue().stream()
                .filter(parcel -> presentLives.contains(parcel.life()) == present)
                .map(Parcel::bytes)
                .toList();
        refusedByAll(segment, stranger, ofType.getKey(), present, datagrams);
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

  /**
   * First to all, then to each alone: what was meant for somebody else, and is new to a member, it
   * may take once.
   */
  private static void refusedByAll(
      LabSegment segment, Stranger stranger, int type, boolean present, List<byte[]> datagrams)
      throws Exception {
    Set<String> reasons = present ? OF_A_LIFE_THAT_IS_KNOWN : ofAnEarlierLife(type);
    for (boolean toAll : new boolean[] {true, false}) {
      Map<String, SortedMap<String, Long>> before = new TreeMap<>();
      segment.members().forEach(member -> before.put(member.name(), member.counters()));
      stranger.send(
          toAll ? Recording.toGroups(datagrams) : Recording.toEach(datagrams, segment.members()),
          PER_SECOND);
      for (LabMember member : segment.members()) {
        long expected = datagrams.size();
        if (toAll && present) {
          expected = 0;
        } else if (type == HELLO && !present) {
          // Questions are put a few times, whatever the number of greetings.
          expected = Math.min(1, expected);
        }
        long least = expected;
        SortedMap<String, Long> first = before.get(member.name());
        segment.await(
            "for "
                + member.name()
                + (" to refuse " + datagrams.size() + " of type " + type)
                + (present ? " of present lives: " : " of earlier lives: ")
                + reasons,
            () -> member.hasCounted(least, reasons, first),
            () -> member.name() + member.grown(first));
      }
    }
  }

  private static Set<String> ofAnEarlierLife(int type) {
    return switch (type) {
      case HELLO -> Set.of("guard.challenges.sent", HELD_BACK);
      // Its own questions of this life it answers again, to whom they came from, now and then.
      case CHALLENGE -> Set.of(STALE_HANDSHAKE, HELD_BACK, "guard.proofs.sent");
      case PROOF -> Set.of(STALE_HANDSHAKE);
      default -> Set.of(UNPROVEN);
    };
  }

  /** What is repeated is no forgery, proves nobody, and never gets as far as the machines. */
  private static void assertKinds(LabMember member, SortedMap<String, Long> first)
      throws Exception {
    SortedMap<String, Long> grown = member.grown(first);
    String told = member.name() + ": " + grown;
    Set<String> kinds = new TreeSet<>(OF_A_LIFE_THAT_IS_KNOWN);
    kinds.addAll(Set.of(UNPROVEN, STALE_HANDSHAKE));
    for (Map.Entry<String, Long> counter : grown.tailMap("guard.refused.").entrySet()) {
      if (counter.getKey().startsWith("guard.refused.") && !kinds.contains(counter.getKey())) {
        assertEquals(0, counter.getValue(), counter.getKey() + ", " + told);
      }
    }
    assertEquals(0, grown.get("guard.senders.proven"), told);
    assertEquals(0, grown.get("control.ignored.stale-epoch"), told);
    assertEquals(0, grown.get("mctp.ignored.stale-epoch"), told);
  }
}
