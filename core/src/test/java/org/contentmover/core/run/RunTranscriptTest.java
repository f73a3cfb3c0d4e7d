package org.contentmover.core.run;

import static org.contentmover.core.run.RunFixture.BOSTON_1;
import static org.contentmover.core.run.RunFixture.BOSTON_2;
import static org.contentmover.core.run.RunFixture.LONDON_1;
import static org.contentmover.core.run.RunFixture.LONDON_2;
import static org.contentmover.core.run.RunFixture.able;
import static org.contentmover.core.run.RunFixture.committed;
import static org.contentmover.core.run.RunFixture.distributing;
import static org.contentmover.core.run.RunFixture.down;
import static org.contentmover.core.run.RunFixture.reported;
import static org.contentmover.core.run.RunFixture.staged;
import static org.contentmover.core.run.RunFixture.survey;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Whole runs, event by event, against transcripts reviewed by people. After a wanted change: run
 * with {@code -Dtranscripts.write=true} and read the diff.
 */
class RunTranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/run");

  @Test
  void shouldPublishToAll() throws IOException {
    RunFixture run =
        distributing(RunPolicy.DEFAULT)
            .when(staged(BOSTON_1, BOSTON_2))
            .after(400)
            .when(staged(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2))
            .when(new RunEvent.Ticked())
            .after(200)
            .when(committed(BOSTON_1, BOSTON_2, LONDON_1, LONDON_2))
            .when(new RunEvent.Finished());
    matches("publish-to-all", run);
  }

  @Test
  void shouldEndPartialWhenALeaderStaysDead() throws IOException {
    RunFixture run =
        distributing(RunPolicy.DEFAULT)
            .when(down(BOSTON_1))
            .after(2_000)
            .when(staged(BOSTON_2, LONDON_1, LONDON_2))
            .after(28_000)
            .when(new RunEvent.Ticked())
            .when(new RunEvent.Ticked())
            .when(committed(BOSTON_2, LONDON_1, LONDON_2))
            .when(new RunEvent.Finished());
    matches("leader-stays-dead", run);
  }

  @Test
  void shouldFailAndDropWhatWasStagedWithoutQuorum() throws IOException {
    RunFixture run =
        distributing(RunPolicy.DEFAULT)
            .when(staged(LONDON_2))
            .when(reported(Step.STAGING, Standing.FAILED, BOSTON_1, BOSTON_2, LONDON_1))
            .after(300)
            .when(reported(Step.ABORTING, Standing.ABORTED, LONDON_2));
    matches("quorum-lost", run);
  }

  @Test
  void shouldWaitForServersAndThenPublish() throws IOException {
    RunFixture run =
        new RunFixture(RunPolicy.DEFAULT)
            .when(new RunEvent.Started())
            .when(new RunEvent.Surveyed(survey()))
            .after(1_000)
            .when(new RunEvent.Ticked())
            .when(
                new RunEvent.Surveyed(
                    new Survey(
                        "run-7", "Run run-7 of job www", survey(able(BOSTON_1)).candidates())))
            .after(1_000)
            .when(new RunEvent.Ticked())
            .when(new RunEvent.Surveyed(survey(able(BOSTON_1))))
            .when(new RunEvent.Planned(1, 1_000))
            .when(new RunEvent.Surveyed(survey(able(BOSTON_1))))
            .when(staged(BOSTON_1))
            .when(new RunEvent.AbortRequested("user ann"))
            .after(100)
            .when(reported(Step.ABORTING, Standing.ABORTED, BOSTON_1));
    matches("waiting-then-aborted", run);
  }

  private static void matches(String name, RunFixture run) throws IOException {
    Path golden = TRANSCRIPTS.resolve(name + ".txt");
    if (Boolean.getBoolean("transcripts.write")) {
      Files.writeString(golden, run.transcript());
    }
    assertEquals(Files.readString(golden), run.transcript());
  }
}
