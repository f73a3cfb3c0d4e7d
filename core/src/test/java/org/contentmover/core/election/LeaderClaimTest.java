package org.contentmover.core.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.contentmover.core.ids.ServerName;

class LeaderClaimTest {
  @Property(tries = 500)
  void shouldOrderAnyTwoClaimsOneWay(
      @ForAll @IntRange(max = 100) int priority,
      @ForAll @IntRange(max = 100) int otherPriority,
      @ForAll @IntRange(max = 20) int name,
      @ForAll @IntRange(max = 20) int otherName) {
    ServerName a = new ServerName("s" + name);
    ServerName b = new ServerName("s" + otherName);
    boolean first = LeaderClaim.beats(priority, a, otherPriority, b);
    boolean second = LeaderClaim.beats(otherPriority, b, priority, a);
    if (priority == otherPriority && a.equals(b)) {
      assertFalse(first || second);
    } else {
      assertEquals(first, !second);
    }
  }
}
