package org.contentmover.ccm.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveVersionTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final LiveVersion one = new LiveVersion(1, null, null, null);

  @Test
  void shouldBelieveAConfirmationWhileTheReportLagsBehind() {
    LiveVersion confirmed = one.confirmed(2, NOW);
    assertEquals(2, confirmed.at(NOW));
    assertEquals(2, confirmed.reported(1, NOW.plusSeconds(5)).at(NOW.plusSeconds(5)));
  }

  @Test
  void shouldBelieveTheReportOnceItTellsSomethingNew() {
    LiveVersion arrived = one.confirmed(2, NOW).reported(2, NOW.plusSeconds(5));
    assertEquals(1, arrived.reported(1, NOW.plusSeconds(6)).at(NOW.plusSeconds(6)));
    assertEquals(3, one.confirmed(2, NOW).reported(3, NOW).at(NOW));
  }

  @Test
  void shouldBelieveTheReportWhenItInsistsForTooLong() {
    Instant later = NOW.plus(LiveVersion.BELIEVED);
    assertEquals(1, one.confirmed(2, NOW).at(later));
    assertEquals(1, one.confirmed(2, NOW).reported(1, later).at(NOW));
  }

  @Test
  void shouldKeepNothingWhenTheConfirmationSaysWhatIsReported() {
    assertEquals(one, one.confirmed(1, NOW));
  }
}
