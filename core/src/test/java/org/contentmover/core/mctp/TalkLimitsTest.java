package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

/** A leader reads so much of each server, whatever the others say (LD-4). */
class TalkLimitsTest {
  private static final ServerName LOUD = new ServerName("loud");
  private static final long SECOND_NS = 1_000_000_000L;

  private final TalkLimits limits = new TalkLimits();

  private int admitted(ServerName sender, boolean participates, int messages, long nowNs) {
    int admitted = 0;
    for (int i = 0; i < messages; i++) {
      admitted += limits.admits(sender, participates, nowNs) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void shouldReadABurstAndThenAThousandASecond() {
    assertEquals(256, admitted(LOUD, true, 50_000, 0));
    int later = 0;
    for (int ms = 1; ms <= 1_000; ms++) {
      later += admitted(LOUD, true, 50, ms * SECOND_NS / 1_000);
    }
    assertEquals(1_000, later, 2);
  }

  @Test
  void shouldReadTheOthersDuringAFlood() {
    for (int ms = 0; ms < 1_000; ms++) {
      admitted(LOUD, true, 50, ms * SECOND_NS / 1_000);
      if (ms % 20 == 0) {
        assertTrue(limits.admits(new ServerName("quiet"), true, ms * SECOND_NS / 1_000));
      }
    }
  }

  @Test
  void shouldReadNoMoreThanTheLeaderCanOfManyFloods() {
    int admitted = 0;
    for (int ms = 0; ms < 2_000; ms++) {
      for (int server = 0; server < 100; server++) {
        admitted += admitted(new ServerName("loud-" + server), true, 1, ms * SECOND_NS / 1_000);
      }
    }
    assertTrue(admitted < 100 * 256 + 2 * 11_000, "read " + admitted);
  }

  @Test
  void shouldGiveInventedNamesOneAllowanceTogether() {
    int admitted = 0;
    for (int i = 0; i < 50_000; i++) {
      admitted += limits.admits(new ServerName("invented-" + i), false, 0) ? 1 : 0;
    }
    assertEquals(256, admitted);
    assertTrue(limits.admits(LOUD, true, 0));
  }
}
