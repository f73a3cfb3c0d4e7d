package org.contentmover.system.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.system.model.Tlc.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The model of the election keeps its promises, and breaks one as soon as a guard is broken (EL-2,
 * EL-5, EL-6, EL-11). docs/protocol/model/README.md says what is modelled, and lists the broken
 * guards with what TLC finds: those are the ones tried here.
 */
class ElectionModelTest {
  private static final Path MODEL =
      Path.of(System.getProperty("contentmover.repository"), "docs", "protocol", "model");
  private static final String NONE = "none";
  private static final int RUNS_AT_ONCE = 2;

  /** The longest first. */
  private static final List<String> CHECKS =
      List.of("Storm", "Calm", "CalmNever", "StormCcm", "LeaderDies");

  @TempDir static Path work;

  private static final Map<Run, Future<Outcome>> OUTCOMES = new HashMap<>();
  private static ExecutorService runs;

  private record Run(String check, String mutation) {}

  /** A broken guard, by which check it is found, and as which broken promise. */
  record BrokenGuard(String mutation, String check, String promise) {}

  @BeforeAll
  static void startAllRuns() throws IOException {
    runs = Executors.newFixedThreadPool(RUNS_AT_ONCE);
    Tlc tlc = new Tlc(MODEL, work);
    List<Run> planned = new ArrayList<>();
    CHECKS.forEach(check -> planned.add(new Run(check, NONE)));
    brokenGuards().forEach(guard -> planned.add(new Run(guard.check(), guard.mutation())));
    for (Run run : planned) {
      boolean counting = run.mutation().equals(NONE);
      OUTCOMES.put(run, runs.submit(() -> tlc.run(run.check(), run.mutation(), counting)));
    }
  }

  @AfterAll
  static void stopRuns() {
    runs.shutdownNow();
  }

  static Stream<String> checks() {
    return CHECKS.stream();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void shouldKeepItsPromises(String check) throws Exception {
    Outcome outcome = outcome(check, NONE);
    assertEquals(Optional.empty(), outcome.broken(), outcome::output);
  }

  @ParameterizedTest
  @MethodSource("brokenGuards")
  void shouldBreakItsPromiseWhenAGuardIsBroken(BrokenGuard guard) throws Exception {
    Outcome outcome = outcome(guard.check(), guard.mutation());
    assertEquals(Optional.of(guard.promise()), outcome.broken(), outcome::output);
  }

  @Test
  void shouldTryEveryBrokenGuardOfTheModel() throws IOException {
    Set<String> inTheModel = found("Mutation (?:=|#) \"([a-z-]+)\"", election());
    Set<String> listed =
        brokenGuards().map(BrokenGuard::mutation).collect(Collectors.toCollection(TreeSet::new));
    assertEquals(inTheModel, listed);
  }

  /** A guard that nothing passes would make every promise easy to keep. */
  @Test
  void shouldTakeEveryActionSomewhere() throws Exception {
    Set<String> taken = new TreeSet<>();
    for (String check : CHECKS) {
      taken.addAll(outcome(check, NONE).actionsTaken());
    }
    String next = election().substring(election().indexOf("\nNext =="));
    Set<String> never = found("\\\\/ (\\w+)", next.substring(0, next.indexOf("-----")));
    assertTrue(never.contains("Follow"), never::toString);
    never.removeAll(taken);
    assertEquals(Set.of(), never);
  }

  private static Outcome outcome(String check, String mutation) throws Exception {
    try {
      return OUTCOMES.get(new Run(check, mutation)).get();
    } catch (ExecutionException e) {
      throw new AssertionError(check + " with the broken guard " + mutation, e.getCause());
    }
  }

  /** The rows of the table in the README. */
  static Stream<BrokenGuard> brokenGuards() throws IOException {
    return Pattern.compile("(?m)^\\| `([a-z-]+)` \\| `(\\w+)` \\| `(\\w+)` \\|$")
        .matcher(Files.readString(MODEL.resolve("README.md")))
        .results()
        .map(row -> new BrokenGuard(row.group(1), row.group(2), row.group(3)));
  }

  private static String election() throws IOException {
    return Files.readString(MODEL.resolve("Election.tla"));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
