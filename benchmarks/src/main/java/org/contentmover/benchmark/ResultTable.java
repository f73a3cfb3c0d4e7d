package org.contentmover.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Medians of the repetitions, and what went wrong, for people. */
final class ResultTable {
  private static final String ROW = "%-8s %9s %6s %-14s %4s %8s %9s %7s %10s %7s %8s %8s %9s %8s%n";
  private final Map<RunSetting, List<RunLine>> runs = new LinkedHashMap<>();

  void add(RunLine run) {
    runs.computeIfAbsent(run.setting(), k -> new ArrayList<>()).add(run);
  }

  /** Whether every run ended with the right content everywhere. */
  boolean allCorrect() {
    return runs.values().stream().flatMap(List::stream).allMatch(RunLine::correct);
  }

  /** Prints what there is. */
  void print(PrintStream out) {
    if (runs.isEmpty()) {
      return;
    }
    out.printf(
        ROW,
        "peer",
        "receivers",
        "loss %",
        "payload",
        "runs",
        "wall s",
        "of limit",
        "cold",
        "synced s",
        "pack s",
        "unpack s",
        "sent/b",
        "rx ms/MB",
        "tx ms/MB");
    runs.forEach((setting, group) -> print(out, setting, group));
  }

  private static void print(PrintStream out, RunSetting setting, List<RunLine> group) {
    List<RunLine> good = group.stream().filter(it -> it.correct() && !it.cold()).toList();
    long tried = group.stream().filter(it -> !it.cold()).count();
    String cold =
        group.stream()
            .filter(it -> it.correct() && it.cold())
            .map(it -> number("%.3f", it.fractionOfLimit()))
            .findFirst()
            .orElse("-");
    out.printf(
        ROW,
        setting.peer(),
        setting.receivers(),
        setting.loss(),
        setting.payload().text(),
        good.size() + "/" + tried,
        median(good, "%.2f", it -> it.measurement().wallSeconds()),
        median(good, "%.3f", RunLine::fractionOfLimit),
        cold,
        median(good, "%.2f", it -> it.measurement().syncedSeconds()),
        median(good, "%.2f", it -> it.measurement().packSeconds()),
        median(good, "%.2f", it -> it.measurement().unpackSeconds()),
        median(good, "%.3f", RunLine::senderBytesPerPayload),
        median(good, "%.2f", it -> 1_000 * it.receiverCpuSecondsPerMegabyte()),
        median(good, "%.2f", it -> 1_000 * it.senderCpuSecondsPerMegabyte()));
    for (RunLine run : group) {
      if (!run.correct()) {
        out.println(
            "  " + (run.cold() ? "cold run" : "run " + run.repetition()) + ": " + run.problem());
      }
    }
  }

  private static String median(
      List<RunLine> runs, String format, ToDoubleFunction<RunLine> figure) {
    if (runs.isEmpty()) {
      return "-";
    }
    double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return number(format, median);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
