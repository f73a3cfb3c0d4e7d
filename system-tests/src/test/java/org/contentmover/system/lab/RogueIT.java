package org.contentmover.system.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.contentmover.gl.bare.Sha256;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rogue claims with the highest priority, without a pause, or names epochs that nobody can count
 * above: nobody follows him, and everybody counts under its reason what he says (EL-6, EL-7).
 */
@Tag("lab")
class RogueIT {
  private static final int MEMBERS = 3;
  private static final int ROGUE = MEMBERS + 1;
  private static final int CONTENT_BYTES = 2 << 20;
  private static final String NO_EFFECT = "control.ignored.no-effect";

  /** Two seconds of them. */
  private static final int ENOUGH = 100;

  @TempDir Path directory;

  @Test
  void shouldNotFollowARogueWithoutAKey() throws Exception {
    everythingIsRefused("none", "guard.refused.plain");
  }

  @Test
  void shouldNotFollowARogueWithAKeyThatWasRetired() throws Exception {
    everythingIsRefused("retired", "guard.refused.unknown-key");
  }

  /** He is known, and what he says is read; but a claim alone takes no leader from anybody. */
  @Test
  void shouldNotFollowAMemberThatMayNotLeadWhenItClaimsAllTheTime() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, ROGUE, "100mbit", "0")) {
      String keys = segment.keys(2).toString();
      segment.start(MEMBERS, "--keys", keys);
      Map<String, SortedMap<String, Long>> first = counters(segment);
      segment.rogue(ROGUE, keys, "claims");
      for (LabMember member : segment.members()) {
        awaitEnough(segment, member, leads(member) ? "guard.opened" : NO_EFFECT, first);
        assertEquals(MEMBERS, member.counter("guard.senders"), "the rogue is known");
      }
      nothingHasChanged(segment, MEMBERS);
    }
  }

  /** Who has not led has nothing to settle with the leader. */
  @Test
  void shouldNotGiveWayToAContestOfAMemberThatDoesNotLead() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, ROGUE, "100mbit", "0")) {
      String keys = segment.keys(2).toString();
      segment.start(MEMBERS, "--keys", keys);
      Map<String, SortedMap<String, Long>> first = counters(segment);
      segment.rogue(ROGUE, keys, "contests");
      for (LabMember member : segment.members()) {
        String counter = leads(member) ? "control.ignored.no-rival" : NO_EFFECT;
        awaitEnough(segment, member, counter, first);
      }
      nothingHasChanged(segment, MEMBERS);
    }
  }

  /** He registers, leads and contests; the leader knows that he may not. */
  @Test
  void shouldNotGiveWayToAMemberThatIsRegisteredAsNeverLeading() throws Exception {
    try (LabSegment segment = LabSegment.up(directory, ROGUE, "100mbit", "0")) {
      String keys = segment.keys(2).toString();
      segment.start(MEMBERS, "--keys", keys);
      Map<String, SortedMap<String, Long>> first = counters(segment);
      segment.rogue(ROGUE, keys, "never");
      awaitEnough(segment, segment.member(1), "control.ignored.may-not-lead", first);
      nothingHasChanged(segment, ROGUE);
    }
  }

  @Test
  void shouldNotBelieveEpochsFarAheadInAnOpenSegment() throws Exception {
    farEpochsAreRefused("none");
  }

  @Test
  void shouldNotBelieveEpochsFarAheadOfAMember() throws Exception {
    farEpochsAreRefused("a member's");
  }

  /** And the next leader counts as if nothing had been said. */
  private void farEpochsAreRefused(String key) throws Exception {
    try (LabSegment segment = LabSegment.up(directory, ROGUE, "100mbit", "0")) {
      String keys = key.equals("none") ? key : segment.keys(2).toString();
      String[] options = key.equals("none") ? new String[0] : new String[] {"--keys", keys};
      segment.start(MEMBERS, options);
      Map<String, SortedMap<String, Long>> first = counters(segment);
      segment.rogue(ROGUE, keys, "far");
      for (LabMember member : segment.members()) {
        awaitEnough(segment, member, "control.ignored.epoch-too-far", first);
      }
      nothingHasChanged(segment, MEMBERS);
      segment.member(1).kill();
      segment.forget(1);
      LabMember next = segment.awaitOneLeader();
      assertTrue(next.leadership().endsWith("epoch=2"), next.leadership());
    }
  }

  private void everythingIsRefused(String key, String counter) throws Exception {
    try (LabSegment segment = LabSegment.up(directory, ROGUE, "100mbit", "0")) {
      segment.start(MEMBERS, "--keys", segment.keys(2).toString());
      Map<String, SortedMap<String, Long>> first = counters(segment);
      segment.rogue(ROGUE, key.equals("none") ? key : segment.keys(1).toString(), "everything");
      for (LabMember member : segment.members()) {
        awaitEnough(segment, member, counter, first);
        SortedMap<String, Long> grown = member.counters();
        first.get(member.name()).forEach((name, count) -> grown.merge(name, -count, Long::sum));
        grown.keySet().removeIf(name -> !name.startsWith("guard.refused.") || name.equals(counter));
        grown.forEach((name, count) -> assertEquals(0, count, member.name() + " " + name));
      }
      nothingHasChanged(segment, MEMBERS);
    }
  }

  private static boolean leads(LabMember member) {
    return member.name().equals("host-1");
  }

  private static void awaitEnough(
      LabSegment segment,
      LabMember member,
      String counter,
      Map<String, SortedMap<String, Long>> first) {
    segment.await(
        "until " + member.name() + " counts " + counter,
        () -> member.counter(counter) - first.get(member.name()).get(counter) > ENOUGH);
  }

  private static Map<String, SortedMap<String, Long>> counters(LabSegment segment) {
    Map<String, SortedMap<String, Long>> counters = new TreeMap<>();
    segment.members().forEach(member -> counters.put(member.name(), member.counters()));
    return counters;
  }

  private static void nothingHasChanged(LabSegment segment, int registered) throws Exception {
    Path file = segment.content("content", CONTENT_BYTES);
    UUID assignment = segment.member(1).distribute(file, Sha256.of(file));
    for (LabMember member : segment.members()) {
      if (!leads(member)) {
        member.received(assignment, file);
      }
      assertTrue(member.leadership().endsWith("leader=host-1 epoch=1"), member.leadership());
      assertEquals(0, member.counter("election.leaders-suspected"), member.name());
      assertEquals(0, member.counter("election.leaderships-conceded"), member.name());
    }
    assertEquals(registered, segment.member(1).counter("registration.members"));
  }
}
