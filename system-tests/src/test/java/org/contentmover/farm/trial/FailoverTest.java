package org.contentmover.farm.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import org.contentmover.farm.trial.Failover.Sequel;
import org.junit.jupiter.api.Test;

class FailoverTest {

  @Test
  void shouldTellWhatWasSentThoughAllReceiversHadIt() {
    Failover failover =
        new Failover(
            "a",
            Instant.EPOCH,
            Map.of("b", counted(500, 0, 0), "c", counted(480, 3, 0), "d", counted(470, 5, 0)));
    Sequel sequel =
        failover.until(
            Map.of(
                "b", counted(510, 0, 560),
                "c", counted(1000, 23, 0),
                "d", counted(990, 15, 0)));
    assertEquals(new Sequel(1000, 520, 530, 560, 10), sequel);
    assertEquals(1.0, sequel.percentSentAgain());
  }

  private static Map<String, Long> counted(long received, long duplicate, long sent) {
    return Map.of(
        "mctp.frames.received", received,
        "mctp.frames.repaired", received == 990 ? 10L : 0L,
        "mctp.ignored.duplicate", duplicate,
        "mctp.frames.sent", sent);
  }
}
