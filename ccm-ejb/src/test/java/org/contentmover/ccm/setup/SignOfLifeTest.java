package org.contentmover.ccm.setup;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SignOfLifeTest {
  @Test
  void shouldGoOnWhenTheDatabaseIsAwayForAMoment() {
    int[] given = {0};
    SignOfLife sign =
        new SignOfLife(
            "The test",
            () -> {
              given[0]++;
              throw new IllegalStateException("no connection");
            });
    assertDoesNotThrow(sign::run);
    assertDoesNotThrow(sign::run);
    assertEquals(2, given[0]);
  }
}
