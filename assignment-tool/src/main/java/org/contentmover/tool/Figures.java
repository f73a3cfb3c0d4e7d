package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.core.interpret.AssignmentRejected;

/**
 * What a command costs: bytes that travel, processor time, wall time, memory. Of the whole process,
 * the start of the Java runtime included. For one thread.
 */
final class Figures {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";
  private static final long BYTES_PER_KB = 1024;

  /** By name, of each repetition. */
  private final Map<String, List<Phase>> phases = new LinkedHashMap<>();

  private long bytes;

  /** What a part of the work took. */
  private record Phase(double cpuSeconds, double wallSeconds) {}

  /** A part of the work that is measured by itself. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException, ScanFailure, AssignmentRejected;
  }

  /** Runs a part of the work. */
  <T> T phase(String name, Work<T> work) throws IOException, ScanFailure, AssignmentRejected {
    Duration cpuBefore = cpu();
    long startNs = System.nanoTime();
    try {
      return work.run();
    } finally {
      phases
          .computeIfAbsent(name, it -> new ArrayList<>())
          .add(
              new Phase(
                  seconds(cpu().minus(cpuBefore)),
                  seconds(Duration.ofNanos(System.nanoTime() - startNs))));
    }
  }

  /** The same is done once more. */
  void again() {
    bytes = 0;
  }

  /** What travels to a server. */
  void travels(long fileBytes) {
    bytes += fileBytes;
  }

  /** A line for each figure: its name and its value. */
  void print(PrintStream out) throws IOException {
    out.printf(Locale.ROOT, "bytes %d%n", bytes);
    phases.forEach((name, of) -> print("phase", name, of.get(0), out));
    phases.forEach(
        (name, of) -> {
          if (of.size() > 1) {
            print("warm", name, fastest(of.subList(1, of.size())), out);
          }
        });
    out.printf(Locale.ROOT, "cpuSeconds %.2f%n", seconds(cpu()));
    out.printf(Locale.ROOT, "peakMemoryBytes %d%n", peakMemoryBytes());
  }

  private static void print(String kind, String name, Phase phase, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%s %s cpuSeconds %.2f wallSeconds %.2f%n",
        kind,
        name,
        phase.cpuSeconds(),
        phase.wallSeconds());
  }

  /** The compiler of the Java runtime works beside, the less the longer. */
  private static Phase fastest(List<Phase> phases) {
    return phases.stream().min(Comparator.comparingDouble(Phase::cpuSeconds)).orElseThrow();
  }

  /** User and system time of this process. */
  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** The most memory the process ever had, heap and everything else. */
  private static long peakMemoryBytes() throws IOException {
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .map(kilobytes -> kilobytes * BYTES_PER_KB)
          .findFirst()
          .orElse(0);
    }
  }
}
