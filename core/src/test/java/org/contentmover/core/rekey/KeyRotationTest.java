package org.contentmover.core.rekey;

import static org.contentmover.core.rekey.KeyRotation.PLAIN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** EL-7: rotation without outage, and what a removed server cannot know. */
class KeyRotationTest {
  private static final long PATIENCE = 600_000;

  private static KeyRotation next(KeyRotation from, long nowMillis) {
    return from.advance(nowMillis, true, PATIENCE).orElseThrow();
  }

  @Test
  void shouldTakeBothBeforeAnybodySealsWithTheNewOneAndUntilAllDo() {
    KeyRotation resting = KeyRotation.keyed(0);
    assertEquals(Set.of(1), resting.takes());

    KeyRotation distributing = resting.toNewKey(10);
    assertEquals(Set.of(1, 2), distributing.takes());
    assertEquals(1, distributing.sending());
    assertEquals(KeyState.NEXT, distributing.state(2));

    KeyRotation switching = next(distributing, 20);
    assertEquals(Set.of(1, 2), switching.takes());
    assertEquals(2, switching.sending());
    assertEquals(KeyState.PREVIOUS, switching.state(1));

    KeyRotation rested = next(switching, 30);
    assertEquals(Set.of(2), rested.takes());
    assertEquals(KeyState.GONE, rested.state(1));
    assertTrue(rested.isResting());
    assertEquals(Optional.empty(), rested.advance(40, true, PATIENCE));
    assertEquals(
        List.of(1L, 2L, 3L, 4L),
        List.of(
            resting.revision(), distributing.revision(), switching.revision(), rested.revision()));
  }

  @Test
  void shouldGiveNoIdThatServersHaveAKeyOfAfterAnOldStateWasRestored() {
    KeyRotation reissued = KeyRotation.keyed(0).reissued(41, 7);
    assertEquals(42, reissued.revision());
    assertEquals(Set.of(1, 8), reissued.toNewKey(0).takes());
    assertEquals(7, reissued.reissued(0, 3).lastId(), "never back");
    assertEquals(
        KeyRotation.MAX_ID - KeyRotation.KEPT_IDS,
        reissued.reissued(0, KeyRotation.MAX_ID).lastId(),
        "a lie does not use them up");
  }

  @Test
  void shouldGoFromOpenToKeyedAndBackTheSameWay() {
    KeyRotation closing = KeyRotation.open(0).toNewKey(0);
    assertEquals(Set.of(PLAIN, 1), closing.takes());
    assertEquals(PLAIN, closing.sending());
    KeyRotation keyed = next(next(closing, 1), 2);
    assertEquals(Set.of(1), keyed.takes());

    KeyRotation open = next(next(keyed.toOpen(3), 4), 5);
    assertEquals(Set.of(PLAIN), open.takes());
    assertEquals(2, next(open.toNewKey(6), 7).sending(), "an id is never used again");
  }

  @Test
  void shouldWaitForAbsentServersAsLongAsTheAdministratorSaysAndNoLonger() {
    KeyRotation distributing = KeyRotation.keyed(0).toNewKey(1_000);
    assertEquals(Optional.empty(), distributing.advance(1_000 + PATIENCE - 1, false, PATIENCE));
    assertEquals(
        RotationStep.SWITCHING,
        distributing.advance(1_000 + PATIENCE, false, PATIENCE).orElseThrow().step());
  }

  @Test
  void shouldHurryWhenAServerWasRemoved() {
    KeyRotation distributing = KeyRotation.keyed(0).serverRemoved(0);
    long late = KeyRotation.URGENT_MILLIS;
    KeyRotation switching = distributing.advance(late, false, PATIENCE).orElseThrow();
    KeyRotation rested = switching.advance(2 * late, false, PATIENCE).orElseThrow();
    assertEquals(Set.of(2), rested.takes());
    assertFalse(rested.urgent());
  }

  @Test
  void shouldNeverSealWithAKeyTheRemovedServerWasGiven() {
    KeyRotation distributing = KeyRotation.keyed(0).toNewKey(0).serverRemoved(1);
    assertEquals(Set.of(1, 3), distributing.takes(), "key 2 was handed to it, and is dropped");

    KeyRotation switching = next(KeyRotation.keyed(0).toNewKey(0), 1).serverRemoved(2);
    KeyRotation again = next(switching, 3);
    assertEquals(RotationStep.DISTRIBUTING, again.step());
    assertEquals(Set.of(2, 3), again.takes());
    assertTrue(again.urgent());
  }

  @Test
  void shouldLeaveAnOpenSegmentOpenWhenAServerIsRemoved() {
    KeyRotation open = KeyRotation.open(0);
    assertSame(open, open.serverRemoved(1));
    KeyRotation opening = KeyRotation.keyed(0).toOpen(0);
    assertSame(opening, opening.serverRemoved(1));
  }

  @Test
  void shouldRefuseASecondRotationAndAnIdItDoesNotHave() {
    KeyRotation running = KeyRotation.keyed(0).toNewKey(0);
    assertThrows(IllegalStateException.class, () -> running.toNewKey(1));
    assertThrows(IllegalStateException.class, () -> running.toOpen(1));
    assertThrows(IllegalStateException.class, () -> KeyRotation.open(0).toOpen(1));
    KeyRotation spent =
        new KeyRotation(
            RotationStep.RESTING, KeyRotation.MAX_ID, -1, KeyRotation.MAX_ID, 9, 0, false, false);
    assertThrows(IllegalStateException.class, () -> spent.toNewKey(1));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  /**
   * Servers take what is handed out at any time and in any order; as long as the machine waits for
   * them, everybody takes what anybody sends, and who was removed is left with nothing.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void shouldNeverLetAServerSendWhatAnotherRefuses(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    KeyRotation rotation = random.nextBoolean() ? KeyRotation.keyed(0) : KeyRotation.open(0);
    Map<String, KeyRotation> rings = new HashMap<>();
    Map<String, Set<Integer>> given = new HashMap<>();
    for (int i = 0; i < 6; i++) {
      rings.put("s" + i, rotation);
      given.put("s" + i, new TreeSet<>(rotation.takes()));
    }
    Set<Integer> lost = new HashSet<>();
    for (int turn = 0; turn < 400; turn++) {
      String server = "s" + random.nextInt(6);
      int dice = random.nextInt(100);
      if (dice < 70 && rings.containsKey(server)) {
        rings.put(server, rotation);
        given.get(server).addAll(rotation.takes());
      } else if (dice < 80 && rotation.isResting()) {
        boolean opens = !rotation.isOpen() && random.nextInt(5) == 0;
        rotation = opens ? rotation.toOpen(turn) : rotation.toNewKey(turn);
      } else if (dice == 99 && rings.size() > 2 && rings.remove(server) != null) {
        lost.addAll(given.get(server));
        rotation = rotation.serverRemoved(turn);
      } else {
        long revision = rotation.revision();
        boolean allHold = rings.values().stream().allMatch(ring -> ring.revision() == revision);
        rotation = rotation.advance(turn, allHold, Long.MAX_VALUE).orElse(rotation);
      }
      for (KeyRotation sender : rings.values()) {
        for (KeyRotation receiver : rings.values()) {
          assertTrue(
              receiver.takes().contains(sender.sending()),
              () -> "seed " + seed + ": " + sender + " is refused by " + receiver);
        }
      }
    }
    for (int i = 0; i < 6; i++) {
      rotation = rotation.advance(1_000 + i, true, Long.MAX_VALUE).orElse(rotation);
    }
    lost.remove(PLAIN);
    lost.retainAll(rotation.takes());
    assertEquals(Set.of(), lost, "seed " + seed + ": a removed server still has a key");
  }
}
