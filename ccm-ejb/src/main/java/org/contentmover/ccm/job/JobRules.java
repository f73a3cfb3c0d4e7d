package org.contentmover.ccm.job;

import java.time.Duration;
import java.util.List;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Names;
import org.contentmover.core.run.Quorum;

/** What a job definition may say, and what it means where it says nothing. */
final class JobRules {
  private static final Duration ONE_HOUR = Duration.ofHours(1);
  private static final Duration LEAST_QUIET = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private JobRules() {}

  /** The same definition without gaps. */
  static NewJob check(NewJob job) {
    if (job.type() == null) {
      throw new Invalid("type", null, "one of " + List.of(JobType.values()));
    }
    return new NewJob(
        Names.plain("name", job.name()),
        job.type(),
        Names.site("site", job.site()),
        Names.group("group", job.group()),
        Names.plain("stagingArea", job.stagingArea()),
        quorum(job.quorum()),
        job.onConflict() == null ? WaitPolicy.WAIT : job.onConflict(),
        job.onMissingQuorum() == null ? WaitPolicy.WAIT : job.onMissingQuorum(),
        duration("patience", job.patience()),
        duration("deadline", job.deadline()),
        quiet(job.publishWhenQuietFor()));
  }

  private static Duration quiet(Duration given) {
    if (given != null && (given.compareTo(LEAST_QUIET) < 0 || given.compareTo(LONGEST) > 0)) {
      throw new Invalid(
          "publishWhenQuietFor", given, "PT5S to PT24H, or nothing when it is not to be watched");
    }
    return given;
  }

  private static String quorum(String text) {
    if (text == null) {
      return Quorum.DEFAULT.toString();
    }
    try {
      return Quorum.parse(text).toString();
    } catch (IllegalArgumentException e) {
      throw new Invalid("quorum", text, Quorum.ALLOWED);
    }
  }

  private static Duration duration(String field, Duration given) {
    if (given == null) {
      return ONE_HOUR;
    }
    if (given.compareTo(SHORTEST) < 0 || given.compareTo(LONGEST) > 0) {
      throw new Invalid(field, given, "PT1S to PT24H");
    }
    return given;
  }
}
