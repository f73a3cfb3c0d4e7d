package org.contentmover.system.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the model checker TLC on docs/protocol/model, each time in a process of its own with a heap
 * of its own, because TLC keeps its state in static fields. One worker, so that a broken promise is
 * found by the same steps every time. Writes to the given directory alone.
 */
final class Tlc {
  private static final int NO_ERROR = 0;
  private static final int SAFETY_VIOLATED = 12;
  private static final int LIVENESS_VIOLATED = 13;

  /** Many times what the longest check takes on a quiet machine. */
  private static final int LIMIT_MINUTES = 30;

  private static final Pattern BROKEN =
      Pattern.compile("(?:Invariant|Action property) (\\w+) is violated");
  private static final Pattern LIVENESS = Pattern.compile("(?m)^PROPERTIES (\\w+)$");
  private static final Pattern TAKEN = Pattern.compile("(?m)^<(\\w+) line .*>: \\d+:(?!0$)\\d+$");

  private final Path model;
  private final Path work;

  Tlc(Path model, Path work) {
    this.model = model;
    this.work = work;
  }

  /** What one run found. */
  record Outcome(Optional<String> broken, Set<String> actionsTaken, String output) {}

  /**
   * Checks {@code check}.cfg with that guard broken, or with {@code none}.
   *
   * @param counting whether it tells which actions were taken, which makes it slower
   */
  Outcome run(String check, String mutation, boolean counting) throws Exception {
    Path directory = Files.createDirectories(work.resolve(check + "-" + mutation));
    Path output = directory.resolve("output");
    Files.copy(model.resolve("Election.tla"), directory.resolve("Election.tla"));
    String config = Files.readString(model.resolve(check + ".cfg"));
    String mutated = config.replace("Mutation = \"none\"", "Mutation = \"" + mutation + "\"");
    Files.writeString(directory.resolve(check + ".cfg"), mutated);
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx640m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                jar(),
                "tlc2.TLC",
                "-workers",
                "1",
                "-metadir",
                directory.resolve("states").toString()));
    if (counting) {
      command.addAll(List.of("-coverage", String.valueOf(2 * LIMIT_MINUTES)));
    }
    command.addAll(List.of("-config", check + ".cfg", "Election.tla"));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(check + " takes more than " + LIMIT_MINUTES + " minutes");
      }
    } finally {
      process.destroyForcibly();
    }
    return outcome(process.exitValue(), config, Files.readString(output));
  }

  private static Outcome outcome(int exitCode, String config, String output) {
    Set<String> taken = new TreeSet<>();
    TAKEN.matcher(output).results().forEach(action -> taken.add(action.group(1)));
    switch (exitCode) {
      case NO_ERROR:
        return new Outcome(Optional.empty(), taken, output);
      case SAFETY_VIOLATED:
      case LIVENESS_VIOLATED:
        return new Outcome(Optional.of(broken(config, output)), taken, output);
      default:
        throw new AssertionError("TLC ended with " + exitCode + ":\n" + output);
    }
  }

  private static String broken(String config, String output) {
    Matcher named = BROKEN.matcher(output);
    if (named.find()) {
      return named.group(1);
    }
    // TLC does not name a broken promise of liveness, so such a check has only one.
    Matcher only = LIVENESS.matcher(config);
    if (!only.find()) {
      throw new AssertionError("Several promises may be broken:\n" + config + output);
    }
    return only.group(1);
  }

  private static String jar() throws URISyntaxException {
    URI jar = tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(jar).toString();
  }
}
