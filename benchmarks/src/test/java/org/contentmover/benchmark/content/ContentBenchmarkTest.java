package org.contentmover.benchmark.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.contentmover.benchmark.Arguments;
import org.contentmover.benchmark.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmark does with what it is told. */
class ContentBenchmarkTest {
  @TempDir Path directory;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private int run(String... words) {
    return Program.run(
        () -> new ContentBenchmark(new Arguments(words), directory.resolve("repository")),
        "usage: so and so",
        new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--corpora moon",
        "--corpora ,",
        "--corpora bootstrap,,three",
        "--peers mover,pigeon",
        "--peers ,",
        "--profile tiny",
        "--repeat 0",
        "--repeat often",
        "--work",
        "--work /dev/null/below",
        "--speed high",
      })
  void shouldNameWhatIsWrong(String words) {
    String[] split = words.split(" ");
    assertEquals(2, run(split));
    assertTrue(said().contains(split[0]), said());
  }

  @Test
  void shouldNotFetchIntoTheRepository() {
    Path cache = directory.resolve("repository/target/cache");
    assertEquals(2, run("--cache", cache.toString()));
    assertTrue(said().contains("--cache: "), said());
    assertFalse(Files.exists(cache));
  }

  @Test
  void shouldHaveATargetOfEachCorpusThatTheProductIsMeasuredBy() {
    var corpora = new Corpora(new Releases(directory)).byName();
    assertEquals(20, corpora.size());
    for (Corpus corpus : corpora.values()) {
      boolean smoke = corpus.group() == Corpus.Group.SMOKE;
      assertEquals(smoke, corpus.target().text().isEmpty(), corpus.name());
    }
  }
}
