package org.contentmover.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.contentmover.farm.DemoArguments.Command;
import org.contentmover.farm.DemoArguments.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoArgumentsTest {

  @Test
  void shouldRunTwoSegmentsOfThreeServersWithoutArguments() {
    DemoArguments wish = DemoArguments.parse(List.of());
    assertEquals(Command.RUN, wish.command());
    assertEquals(FarmSpec.small(), wish.spec());
  }

  @Test
  void shouldReadTheSizeOfTheFarm() {
    DemoArguments wish =
        DemoArguments.parse(List.of("up", "--segments", "4", "--servers", "5", "--rate", "10mbit"));
    assertEquals(Command.UP, wish.command());
    assertEquals(4, wish.spec().segments());
    assertEquals(5, wish.spec().serversPerSegment());
    assertEquals(1_250_000, wish.spec().rateBytesPerSecond());
  }

  @ParameterizedTest
  @CsvSource({"10mbit,1250000", "1gbit,125000000", "2MB,2000000", "500kB,500000", "12500,12500"})
  void shouldReadRatesAsNetworkPeopleWriteThem(String text, long bytesPerSecond) {
    assertEquals(bytesPerSecond, DemoArguments.rateBytesPerSecond(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bogus",
        "publish",
        "publish a b",
        "kill",
        "status --xml",
        "down now",
        "up --foo 1",
        "up --segments",
        "up --segments 0",
        "up --segments many",
        "up --servers 21",
        "up --rate fast",
        "up --rate 1",
        "up --port-offset 50001",
        "kill a b",
        "-x",
        "--segments -1"
      })
  void shouldNotGuessWhatItDoesNotUnderstand(String line) throws Exception {
    String[] words = line.split(" ");
    String said =
        assertThrows(UsageException.class, () -> DemoArguments.parse(List.of(words))).getMessage();
    // What is wrong must not take a build to be told.
    assertEquals("1 " + said, script(words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up",
        "--port-offset 50000",
        "up --segments 1 --servers 20 --rate 80kbit",
        "up --rate 1.5MB",
        "publish a",
        "kill ccm",
        "start ccm",
        "status",
        "status --json",
        "down",
        "help"
      })
  void shouldTakeTheSameWordsBeforeABuildAndAfterIt(String line) throws Exception {
    String[] words = line.split(" ");
    DemoArguments.parse(List.of(words));
    assertEquals("0 ", script(words));
  }

  /** What the script finds before it builds: its status, and what it says. */
  private static String script(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("bash", "-c", ". ./demo-arguments.bash; check_arguments \"$@\"", "bash"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process bash = builder.start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
    return bash.exitValue() + " " + said.strip();
  }

  @Test
  void shouldNameEveryCommandInItsUsage() {
    for (String command : List.of("up", "publish", "status", "kill", "start", "down")) {
      assertTrue(DemoArguments.usage().contains("./demo " + command), command);
    }
  }
}
