package org.contentmover.core.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

class PathSearchTest {
  private static final ServerName NEAR = new ServerName("near");
  private static final ServerName FAR = new ServerName("far");
  private static final List<ServerName> BOTH = List.of(NEAR, FAR);

  /** What the way to each member lets through. */
  private final Map<ServerName, Integer> path = new HashMap<>(Map.of(NEAR, 8_972, FAR, 8_972));

  private final List<Integer> probes = new ArrayList<>();
  private final List<Integer> toAnswer = new ArrayList<>();
  private long nowNs;

  private PathSearch search(int largestBytes) {
    PathSearch search =
        new PathSearch(
            PathConfig.upTo(largestBytes),
            bytes -> {
              probes.add(bytes);
              toAnswer.add(bytes);
            });
    search.begin(nowNs);
    return search;
  }

  /** Lets so many intervals pass; every probe that gets through is answered. */
  private void run(PathSearch search, int intervals) {
    for (int i = 0; i < intervals; i++) {
      nowNs = search.nextDeadlineNs();
      search.onTimer(BOTH, nowNs);
      for (int bytes : toAnswer) {
        path.forEach((member, most) -> assertTrue(bytes > most || search.onHeard(member, bytes)));
      }
      toAnswer.clear();
    }
  }

  @Test
  void shouldUseJumboWhereEverybodyHearsIt() {
    PathSearch search = search(8_972);
    assertEquals(1_400, search.bytesFor(BOTH, BOTH), "nothing is proven yet");
    run(search, 1);
    assertEquals(8_972, search.bytesFor(BOTH, BOTH));
    run(search, 10);
    assertEquals(List.of(8_972), probes, "nothing is left to find out");
  }

  @Test
  void shouldFallBackForThoseAloneThatTheLargeOnesDoNotReach() {
    path.put(FAR, 1_472);
    PathSearch search = search(8_972);
    run(search, 20);
    assertEquals(8_972, search.bytesFor(List.of(NEAR), BOTH));
    assertEquals(1_472, search.bytesFor(BOTH, BOTH));
    assertEquals(List.of(8_972, 8_972, 8_972, 8_972, 3_972, 3_972, 3_972, 3_972, 1_472), probes);
  }

  @Test
  void shouldStayAtTheBaseWhenNoProbeIsAnswered() {
    path.put(FAR, 1_420);
    PathSearch search = search(1_472);
    run(search, 20);
    assertEquals(1_400, search.bytesFor(BOTH, BOTH), "a tunnel takes what Ethernet would");
    assertEquals(4, search.probesSent());
  }

  @Test
  void shouldNeverExceedWhatTheOwnInterfaceTakes() {
    PathSearch search = search(1_372);
    assertEquals(1_372, search.bytesFor(BOTH, BOTH));
    assertEquals(PathSearch.NEVER, search.nextDeadlineNs(), "below the base nothing is probed");
    PathSearch odd = search(5_000);
    run(odd, 1);
    assertEquals(5_000, odd.bytesFor(BOTH, BOTH), "the interface's own MTU is a candidate");
  }

  @Test
  void shouldFindOutAnewWhatChanged() {
    PathSearch search = search(8_972);
    run(search, 1);
    path.put(NEAR, 1_472);
    run(search, 400);
    assertEquals(1_472, search.bytesFor(BOTH, BOTH), "a switch was replaced");
    path.put(NEAR, 8_972);
    run(search, 400);
    assertEquals(8_972, search.bytesFor(BOTH, BOTH), "and mended");
  }

  @Test
  void shouldTakeNoAnswerThatIsNoneOfItsProbes() {
    PathSearch search = search(8_972);
    run(search, 1);
    assertFalse(search.onHeard(NEAR, 60_000));
    assertFalse(search.onHeard(new ServerName("stranger"), 8_972));
    search.end();
    assertFalse(search.onHeard(NEAR, 8_972), "it does not lead any more");
    assertEquals(1_400, search.bytesFor(BOTH, BOTH));
  }

  @Test
  void shouldIgnoreWhoIsNoMember() {
    PathSearch search = search(8_972);
    run(search, 1);
    assertEquals(8_972, search.bytesFor(List.of(NEAR, new ServerName("away")), BOTH));
    assertEquals(1_400, search.bytesFor(List.of(new ServerName("away")), BOTH));
  }

  @Test
  void shouldStayAtTheBaseForWhoHasJustRegistered() {
    PathSearch search = search(8_972);
    run(search, 1);
    ServerName fresh = new ServerName("fresh");
    List<ServerName> members = List.of(NEAR, FAR, fresh);
    assertEquals(1_400, search.bytesFor(List.of(NEAR, fresh), members));
    assertEquals(8_972, search.bytesFor(BOTH, members));
  }
}
