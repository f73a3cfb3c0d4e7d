package org.contentmover.gl.group;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceLimitsTest {
  private static final long SECOND_NS = 1_000_000_000L;
  private static final int FLOODER = 0x0A4D0005;
  private static final int MEMBER = 0x0A4D0002;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private long nowNs = random.nextLong();
  private final SourceLimits limits = new SourceLimits(4711, nowNs);

  @Test
  void shouldTakeABurstAndThenItsRate() {
    assertEquals(SourceLimits.BURST, admitted(FLOODER, 100_000, 0));
    nowNs += SECOND_NS / 4;
    assertEquals(SourceLimits.PER_SECOND / 4, admitted(FLOODER, 100_000, 0), "seed " + seed);
  }

  @Test
  void shouldTakeOfAFloodNoMoreThanItsShareAndOfAMemberEverything() {
    int ofMember = 0;
    int ofFlooder = 0;
    int seconds = 10;
    for (int i = 0; i < 1_000 * seconds; i++) {
      ofFlooder += admitted(FLOODER, 50, 20_000);
      ofMember += admitted(MEMBER, 1, 0);
    }
    assertEquals(1_000 * seconds, ofMember);
    assertEquals(
        SourceLimits.BURST + SourceLimits.PER_SECOND * seconds, ofFlooder, 1, "seed " + seed);
  }

  @Test
  void shouldNeverRefuseWhoeverStaysBelowTheLimit() {
    for (int i = 0; i < 100_000; i++) {
      nowNs += random.nextLong(2 * SECOND_NS / SourceLimits.PER_SECOND) + 100_000;
      assertTrue(limits.admits(MEMBER, nowNs), "seed " + seed);
    }
  }

  @Test
  void shouldLetAFewShareWhenManyAddressesAreUsed() {
    int refused = 0;
    for (int address = 0; address < 100; address++) {
      admitted(random.nextInt(), SourceLimits.BURST, 0);
    }
    for (int member = 1; member <= 250; member++) {
      refused += limits.admits(0x0A4D0000 + member, nowNs) ? 0 : 1;
    }
    assertTrue(refused < 250 / 4, refused + " of 250 refused, seed " + seed);
  }

  private int admitted(int address, int count, long apartNs) {
    int admitted = 0;
    for (int i = 0; i < count; i++) {
      nowNs += apartNs;
      admitted += limits.admits(address, nowNs) ? 1 : 0;
    }
    return admitted;
  }
}
