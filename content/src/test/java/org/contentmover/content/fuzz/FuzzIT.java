package org.contentmover.content.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets Jazzer look for input that is not taken, a while for each target ({@code
 * -Dtests.fuzz.seconds}), in a process of its own, and prints how far it came. What it finds is
 * printed; it belongs into the folder fuzz/NAME of the test resources together with its repair.
 */
@Tag("nightly")
class FuzzIT {
  private static final long SECONDS = Long.getLong("tests.fuzz.seconds", 600);
  private static final int MOST_INPUT_BYTES = 8192;

  /**
   * What the inputs it begins with reach, and what it reaches in the end: edges, features, inputs
   * kept, executions.
   */
  private static final Pattern FIGURES =
      Pattern.compile("^#\\d+\\s+(INITED|DONE) |^stat::number_of_executed_units");

  /** What an agent may use. */
  private static final String HEAP = "-Xmx256m";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @ParameterizedTest
  @EnumSource
  void shouldTakeWhateverJazzerThinksOf(FuzzTarget target) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type().getName(),
                "--instrumentation_includes=org.contentmover.**",
                "--reproducer_path=" + directory,
                "-artifact_prefix=" + directory + "/found-",
                "-max_total_time=" + SECONDS,
                "-max_len=" + MOST_INPUT_BYTES,
                "-timeout=60",
                "-print_final_stats=1",
                Files.createDirectory(directory.resolve("corpus")).toString(),
                target.folder().toString()));
    Path log = directory.resolve("log");
    Process jazzer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int exit = jazzer.waitFor();
    String said = Files.readString(log);
    said.lines()
        .filter(FIGURES.asPredicate())
        .forEach(line -> System.out.println(target + " " + line));
    assertEquals(0, exit, () -> found() + said.substring(Math.max(0, said.length() - 20_000)));
  }

  private String found() {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.getFileName().toString().startsWith("found-")) {
          String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
          found.append(file.getFileName()).append(": ").append(bytes).append('\n');
        }
      }
    } catch (IOException e) {
      found.append(e);
    }
    return found.toString();
  }
}
