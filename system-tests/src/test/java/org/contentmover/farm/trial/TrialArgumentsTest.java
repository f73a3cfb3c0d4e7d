package org.contentmover.farm.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.contentmover.farm.trial.TrialArguments.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialArgumentsTest {

  @Test
  void shouldPublishAQuarterOfAGibibyteToSixteenServersWhenNothingIsSaid() {
    assertEquals(
        new TrialArguments("agents", 16, 0, Payload.ofSize(256L << 20), 0),
        TrialArguments.parse(List.of()));
  }

  @Test
  void shouldTakeEverythingThatIsSaid(@TempDir Path directory) {
    assertEquals(
        new TrialArguments("t1", 3, 6_250_000, Payload.ofDirectory(directory), 50),
        TrialArguments.parse(
            List.of(
                "--name",
                "t1",
                "--servers",
                "3",
                "--bound",
                "50mbit",
                "--payload",
                directory.toString(),
                "--kill-leader",
                "50")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--servers",
        "--servers 0",
        "--servers 21",
        "--servers many",
        "--payload 256",
        "--payload 0MiB",
        "--payload /no/such/directory",
        "--bound fast",
        "--bound 12500000",
        "--kill-leader 0",
        "--kill-leader 100",
        "--loss 1"
      })
  void shouldNotGuessWhatItDoesNotUnderstand(String line) {
    assertThrows(UsageException.class, () -> TrialArguments.parse(List.of(line.split(" "))));
  }
}
