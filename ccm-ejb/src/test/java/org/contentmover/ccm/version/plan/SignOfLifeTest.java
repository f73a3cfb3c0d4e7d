package org.contentmover.ccm.version.plan;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignOfLifeTest {
  @Test
  void shouldGoOnWhenTheDatabaseIsAwayForAMoment() {
    int[] given = {0};
    PlanBoard away =
        new PlanBoard() {
          @Override
          public boolean alive(UUID run, int attempt) {
            given[0]++;
            throw new IllegalStateException("no connection");
          }
        };
    SignOfLife sign = new SignOfLife(away, UUID.randomUUID(), 1);
    assertDoesNotThrow(sign::run);
    assertDoesNotThrow(sign::run);
    assertEquals(2, given[0]);
  }
}
