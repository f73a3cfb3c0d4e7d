package org.contentmover.ccm.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT0.999S",
        "PT24H0.001S",
        "-PT1S",
        "PT9223372036854775807S",
        "-PT9223372036854775807S"
      })
  void shouldRefuseATimeThatIsTooShortOrTooLongHoweverLong(String length) {
    Duration given = Duration.parse(length);

    assertEquals("patience", refused(given, null).field());
    assertEquals("deadline", refused(null, given).field());
  }

  @Test
  void shouldTakeTheShortestAndTheLongest() {
    NewJob checked = JobRules.check(job(Duration.ofSeconds(1), Duration.ofHours(24)));

    assertEquals(Duration.ofSeconds(1), checked.patience());
    assertEquals(Duration.ofHours(24), checked.deadline());
  }

  private static Invalid refused(Duration patience, Duration deadline) {
    return assertThrows(Invalid.class, () -> JobRules.check(job(patience, deadline)));
  }

  private static NewJob job(Duration patience, Duration deadline) {
    return new NewJob(
        "publish",
        JobType.PUBLISH,
        "www",
        "all",
        "www",
        null,
        null,
        null,
        patience,
        deadline,
        null);
  }
}
