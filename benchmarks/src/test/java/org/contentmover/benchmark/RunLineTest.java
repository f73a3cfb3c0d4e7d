package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RunLineTest {
  private static final RunSetting SETTING =
      new RunSetting(
          "mover",
          new MemberChoices(true, List.of("-Xint", "-Da=\"b\"")),
          4,
          Rate.parse("100mbit"),
          Loss.parse("1"),
          new Payload("file:1MiB", Path.of("payload"), false, 12_500_000));

  @Test
  void shouldCompareTheTimeWithThatOfABareLink() {
    RunLine line = run(1, 1.25);
    assertEquals(0.8, line.fractionOfLimit(), 1e-9); // 12.5 MB at 100 Mbit/s take one second
    assertEquals(1.04, line.senderBytesPerPayload(), 1e-9);
    assertEquals(0.004, line.receiverCpuSecondsPerMegabyte(), 1e-9);
  }

  @Test
  void shouldBeOneLineOfJson() {
    String json = run(1, 1.25).json();
    assertTrue(
        json.startsWith(
            "{\"peer\":\"mover\",\"receivers\":4,\"rate\":\"100mbit\",\"lossPercent\":1,"),
        json);
    assertTrue(json.contains("\"fractionOfLimit\":0.80000,"), json);
    assertTrue(json.contains("\"keys\":true,\"jvm\":\"-Xint -Da=\\\"b\\\"\","), json);
    assertTrue(json.contains("\"packSyncSeconds\":0.25000,"), json);
    assertTrue(json.endsWith("}") && !json.contains("\n"), json);
  }

  @Test
  void shouldQuoteWhatWentWrong() {
    RunLine failed = new RunLine(SETTING, 1, "a \"b\"\n\\c", null);
    assertTrue(failed.json().endsWith("\"problem\":\"a \\\"b\\\" \\\\c\"}"), failed.json());
  }

  @Test
  void shouldHaveTheSameNamesWhetherItFailedOrNot() {
    RunLine failed = new RunLine(SETTING, 1, "lost", null);
    assertEquals(names(run(1, 1.25)), names(failed));
    assertTrue(failed.json().contains("\"correct\":false,\"wallSeconds\":null,"), failed.json());
    assertTrue(run(1, 1.25).json().endsWith("\"problem\":null}"), run(1, 1.25).json());
  }

  private static List<String> names(RunLine line) {
    return Pattern.compile("\"([A-Za-z]+)\":")
        .matcher(line.json())
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  @Test
  void shouldSayWhichRunWasThatOfColdProcesses() {
    assertTrue(run(0, 5).json().contains("\"repetition\":0,\"cold\":true,"), run(0, 5).json());
    assertTrue(run(1, 5).json().contains("\"repetition\":1,\"cold\":false,"), run(1, 5).json());
  }

  @Test
  void shouldTellPeopleWhatWentWrong() {
    ResultTable table = new ResultTable();
    table.add(new RunLine(SETTING, 0, "no leader", null));
    table.add(new RunLine(SETTING, 2, "lost", null));
    String printed = printed(table);
    assertTrue(printed.contains("cold run: no leader") && printed.contains("run 2: lost"), printed);
    assertFalse(table.allCorrect());
  }

  @Test
  void shouldShowTheMedianWithoutTheFirstRunOfColdProcesses() {
    ResultTable table = new ResultTable();
    table.add(run(0, 5));
    table.add(run(1, 1.25));
    table.add(run(2, 2));
    table.add(run(3, 1.1));
    String row = printed(table).lines().skip(1).findFirst().orElseThrow();
    assertTrue(row.contains(" 3/3 ") && row.contains(" 0.800 ") && row.contains(" 0.200 "), row);
  }

  private static String printed(ResultTable table) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    table.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static RunLine run(int repetition, double wallSeconds) {
    Measurement measurement =
        new Measurement(wallSeconds, wallSeconds + 1, 0, 0.25, 0, 13_000_000, 0.1, 0.05);
    return new RunLine(SETTING, repetition, "", measurement);
  }
}
