package org.contentmover.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuorumTest {
  @ParameterizedTest
  @CsvSource({"50%,6,3", "50%,7,4", "0%,6,1", "100%,6,6", "34%,3,2", "3,6,3", "9,6,9", "50%,0,1"})
  void shouldSayHowManyServersAreNeeded(String quorum, int groupSize, int needed) {
    assertEquals(needed, Quorum.parse(quorum).needed(groupSize));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%", "-1", "0", "101%", "half", "3.5", "99999999999"})
  void shouldSayWhatIsAllowed(String text) {
    var problem = assertThrows(IllegalArgumentException.class, () -> Quorum.parse(text));
    assertTrue(problem.getMessage().contains("a number of servers from 1"));
  }

  @Test
  void shouldWriteWhatItReads() {
    assertEquals("50%", Quorum.parse(" 50 % ").toString());
    assertEquals("3", Quorum.parse("3").toString());
  }
}
