package org.contentmover.ccm.site;

import static org.contentmover.ccm.site.NumbersOfServers.MOST_VERSIONS_AHEAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Numbers after a restore of the database (CM-12). */
class NumbersOfServersTest {
  @Test
  void shouldGoOnWhereTheDatabaseIsWhenNoServerKnowsMore() {
    assertEquals(12, NumbersOfServers.versionsGoOnAbove(12, 0));
    assertEquals(12, NumbersOfServers.versionsGoOnAbove(12, 12));
  }

  @Test
  void shouldLeaveOutAtLeastAThousandVersionsWhenOneKnowsMore() {
    assertEquals(2_000, NumbersOfServers.versionsGoOnAbove(10, 12));
    assertEquals(2_000, NumbersOfServers.versionsGoOnAbove(10, 998));
    assertEquals(3_000, NumbersOfServers.versionsGoOnAbove(999, 1_000));
  }

  @Test
  void shouldNotBelieveWhatNoBackupLacks() {
    assertEquals(10, NumbersOfServers.versionsGoOnAbove(10, 11 + MOST_VERSIONS_AHEAD));
    assertEquals(10, NumbersOfServers.versionsGoOnAbove(10, Long.MAX_VALUE));
  }

  @Test
  void shouldMoveSequencesOnceForAllThatWasWrittenBefore() {
    long moved = NumbersOfServers.sequencesGoOnAbove(102);
    assertTrue(NumbersOfServers.isNear(101, 102));
    assertFalse(NumbersOfServers.isNear(101, moved));
    assertFalse(NumbersOfServers.isNear(102, moved + 7));
    assertTrue(NumbersOfServers.isNear(moved + 1, moved + 7));
  }
}
