package org.contentmover.core.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The formula of docs/protocol/election.md, and how steady its result is. */
class OwnPriorityTest {
  private static final long GIB = 1L << 30;
  private static final PriorityInputs UNKNOWN = new PriorityInputs(0, -1, 0, 0, 0, 0, 0, 0, 0);

  @Test
  void shouldComputeTheExampleOfTheDocument() {
    PriorityInputs known = new PriorityInputs(12, 250, 24 * GIB, 150 * GIB, 6, 10, 1, 4, 3);
    // 60·50 + 8·75 + 6·75 + 6·75 + 6·75 + 2·75 + 4·99 + 4·50 + 4·75 = 5996
    assertEquals(59, PriorityFormula.priority(PriorityWeights.DEFAULT, 50, known, 250));
  }

  @Test
  void shouldBeThePreferenceWhenNothingElseCounts() {
    for (int preference = -1; preference <= 100; preference++) {
      int priority =
          PriorityFormula.priority(PriorityWeights.PREFERENCE_ONLY, preference, UNKNOWN, -1);
      assertEquals(preference, priority);
    }
  }

  @Test
  void shouldPutAnAssignedServerAboveTheBestOfTheOthers() {
    PriorityInputs best =
        new PriorityInputs(1 << 20, 0, Long.MAX_VALUE, Long.MAX_VALUE, 1 << 20, 0, 0, 1, 1);
    PriorityInputs worst = new PriorityInputs(1, 1000, 1, 1, 0, 1000, 16, 9, 0);
    assertEquals(99, PriorityFormula.priority(PriorityWeights.DEFAULT, 99, best, 0));
    assertEquals(100, PriorityFormula.priority(PriorityWeights.DEFAULT, 100, worst, 1000));
    assertEquals(
        ElectionConfig.NEVER_LEADS, PriorityFormula.priority(PriorityWeights.DEFAULT, -1, best, 0));
  }

  @Test
  void shouldStayInRangeAndNeverFallWhenSomethingImproves() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      int preference = random.nextInt(100);
      int load = random.nextInt(-1, 1001);
      PriorityInputs known =
          new PriorityInputs(
              random.nextInt(1, 200),
              load,
              random.nextLong(1, 1 << 12) * GIB,
              random.nextLong(1, 1 << 16) * GIB,
              random.nextInt(500),
              random.nextInt(1001),
              random.nextInt(1, 16),
              10,
              random.nextInt(10));
      int priority = PriorityFormula.priority(PriorityWeights.DEFAULT, preference, known, load);
      assertTrue(priority >= 0 && priority <= 99, known + " gives " + priority);
      PriorityInputs better =
          new PriorityInputs(
              known.cpus() + 1,
              load,
              known.memoryBytes() * 2,
              known.freeDiskBytes() * 2,
              known.membersKnown() + 1,
              known.heartbeatLossPermille() / 2,
              known.uncleanEnds() - 1,
              10,
              known.soundSites() + 1);
      int betterPriority =
          PriorityFormula.priority(PriorityWeights.DEFAULT, preference, better, load);
      assertTrue(betterPriority >= priority, better + " is worth less than " + known);
    }
  }

  @Test
  void shouldNotFollowALoadThatComesAndGoes() {
    OwnPriority own = new OwnPriority(PriorityWeights.DEFAULT, 50);
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      seen.add(
          own.onMeasured(new PriorityInputs(4, i % 2 == 0 ? 1000 : 0, GIB, GIB, 3, 0, 0, 1, 1)));
    }
    assertEquals(1, seen.size(), "priorities were " + seen);
  }

  @Test
  void shouldFollowAChangeThatLasts() {
    OwnPriority own = new OwnPriority(PriorityWeights.DEFAULT, 50);
    int sound = own.onMeasured(new PriorityInputs(64, 0, 64 * GIB, 500 * GIB, 3, 0, 0, 4, 4));
    int broken = own.onMeasured(new PriorityInputs(64, 0, 64 * GIB, GIB, 3, 0, 0, 4, 0));
    assertTrue(broken <= sound - OwnPriority.STEADINESS, sound + " fell to " + broken);
  }

  @Test
  void shouldObeyTheAdministratorAtOnce() {
    OwnPriority own = new OwnPriority(PriorityWeights.DEFAULT, 50);
    assertEquals(53, own.onMeasured(UNKNOWN));
    own.onPreference(54);
    assertEquals(55, own.onMeasured(UNKNOWN), "one point is enough");
    own.onPreference(100);
    assertEquals(100, own.onMeasured(UNKNOWN));
    own.onPreference(ElectionConfig.NEVER_LEADS);
    assertEquals(-1, own.onMeasured(UNKNOWN));
  }

  @Test
  void shouldRefuseWeightsOfWhichNoneCounts() {
    assertThrows(
        IllegalArgumentException.class, () -> new PriorityWeights(0, 0, 0, 0, 0, 0, 0, 0, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new PriorityWeights(1, 0, 0, -1, 0, 0, 0, 0, 0));
  }
}
