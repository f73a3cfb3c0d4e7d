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
 * A rogue claims with the highest priority, without a pause: nobody follows him, and everybody
 * counts under its reason what he says (EL-7).
 */
@Tag("system")
class RogueIT {
  private static final int MEMBERS = 3;
  private static final int ROGUE = MEMBERS + 1;
  private static final int CONTENT_BYTES = 2 << 20;

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
        boolean leads = member.name().equals("host-1");
        String counter = leads ? "guard.opened" : "control.ignored.no-effect";
        segment.await(
            "until " + member.name() + " counts " + counter,
            () -> member.counter(counter) - first.get(member.name()).get(counter) > ENOUGH);
        assertEquals(MEMBERS, member.counter("guard.senders"), "the rogue is known");
      }
      nothingHasChanged(segment);
    }
  }

  private void everythingIsRefused(String key, String counter) throws Exception {
    try (LabSegment segment = LabSegment.up(directory, ROGUE, "100mbit", "0")) {
      segment.start(MEMBERS, "--keys", segment.keys(2).toString());
      Map<String, SortedMap<String, Long>> first = counters(segment);
      segment.rogue(ROGUE, key.equals("none") ? key : segment.keys(1).toString(), "everything");
      for (LabMember member : segment.members()) {
        segment.await(
            "until " + member.name() + " counts " + counter,
            () -> member.counter(counter) - first.get(member.name()).get(counter) > ENOUGH);
        SortedMap<String, Long> grown = member.counters();
        first.get(member.name()).forEach((name, count) -> grown.merge(name, -count, Long::sum));
        grown.keySet().removeIf(name -> !name.startsWith("guard.refused.") || name.equals(counter));
        grown.forEach((name, count) -> assertEquals(0, count, member.name() + " " + name));
      }
      nothingHasChanged(segment);
    }
  }

  private static Map<String, SortedMap<String, Long>> counters(LabSegment segment) {
    Map<String, SortedMap<String, Long>> counters = new TreeMap<>();
    segment.members().forEach(member -> counters.put(member.name(), member.counters()));
    return counters;
  }

  private static void nothingHasChanged(LabSegment segment) throws Exception {
    Path file = segment.content("content", CONTENT_BYTES);
    UUID assignment = segment.member(1).distribute(file, Sha256.of(file));
    for (LabMember member : segment.members()) {
      if (!member.name().equals("host-1")) {
        member.received(assignment, file);
      }
      assertTrue(member.leadership().endsWith("leader=host-1 epoch=1"), member.leadership());
      assertEquals(0, member.counter("election.leaders-suspected"), member.name());
      assertEquals(0, member.counter("election.leaderships-conceded"), member.name());
    }
    assertEquals(MEMBERS, segment.member(1).counter("registration.members"));
  }
}
