package org.contentmover.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks do with what they are told, and with a directory that is not theirs. */
class ProgramTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private RefusingLab lab;
  private Path work;
  private Path treasure;

  @BeforeEach
  void somebodysDirectory() throws IOException {
    lab = new RefusingLab(Files.createDirectory(directory.resolve("repository")));
    work = Files.createDirectory(directory.resolve("work"));
    treasure = Files.writeString(work.resolve("treasure"), "of years");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--peers mover,pigeon",
        "--peers ,",
        "--receivers 4,none",
        "--receivers 0",
        "--receivers 250",
        "--rate 100",
        "--loss 1,many",
        "--loss 1/20s",
        "--payload file:3",
        "--payload tree:0",
        "--payload path:/no/such/path",
        "--payload path:",
        "--repeat 0",
        "--repeat often",
        "--name Too_Long_A_Name",
        "--peers mover --work /dev/null/below",
        "--work",
        "--speed high",
      })
  void shouldNameWhatIsWrongWithTheSegmentBenchmark(String words) throws IOException {
    refuses(SegmentBenchmark::new, words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--kills 0",
        "--members 2",
        "--members 251",
        "--rate fast",
        "--loss 200",
        "--payload tree:10",
        "--payload path:/no/such/path",
        "--seed x",
        "--name failover1",
        "--work /dev/null/below",
        "--speed high",
      })
  void shouldNameWhatIsWrongWithTheFailoverBenchmark(String words) throws IOException {
    refuses(FailoverBenchmark::new, words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--files 99", "--scans 1", "--work /dev/null/below", "--speed high"})
  void shouldNameWhatIsWrongWithThePlanBenchmark(String words) throws IOException {
    refuses(PlanBenchmark::new, words);
  }

  private void refuses(BiFunction<Arguments, Path, Program> program, String words)
      throws IOException {
    String[] split = words.split(" ");
    String value = split[split.length - 1].replaceFirst("^.*[,:](?=.)", "");
    assertEquals(2, run(program, split));
    String text = said();
    assertTrue(text.contains(value) || text.contains(split[0]), text);
    assertEquals(List.of(), lab.asked());
    assertEquals(List.of(treasure), entries());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:3KiB", "tree:3", "path:"})
  void shouldLeaveWhatLiesInTheDirectoryOfTheSegmentBenchmark(String payload) throws IOException {
    leaves(SegmentBenchmark::new, payload, "--peers", "mover");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:3KiB", "path:", "none"})
  void shouldLeaveWhatLiesInTheDirectoryOfTheFailoverBenchmark(String payload) throws IOException {
    leaves(FailoverBenchmark::new, payload);
  }

  private void leaves(BiFunction<Arguments, Path, Program> program, String payload, String... more)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(more));
    words.addAll(List.of("--work", work.toString(), "--payload"));
    words.add(payload.equals("path:") ? payload + treasure : payload);
    assertEquals(2, run(program, words.toArray(String[]::new)));
    assertTrue(said().contains(RefusingLab.REASON), said());
    assertEquals(List.of(treasure), entries());
    assertEquals("of years", Files.readString(treasure));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> entries = Files.list(work)) {
      return entries.toList();
    }
  }

  private int run(BiFunction<Arguments, Path, Program> program, String... words) {
    return Program.run(
        () -> program.apply(new Arguments(words), lab.repository()),
        "usage: so and so",
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }
}
