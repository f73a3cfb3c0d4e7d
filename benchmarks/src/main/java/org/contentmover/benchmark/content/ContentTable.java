package org.contentmover.benchmark.content;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.contentmover.benchmark.content.Corpus.Group;

/** Bytes and costs of all updates, for people, in the form of Markdown. */
final class ContentTable {
  private static final String MOVER = "mover";
  private static final String RSYNC = "rsync";
  private static final double SUM_OF_WEB_PACKAGES = 0.20;
  private static final Map<String, Integer> ENCODE_MB_PER_SECOND =
      Map.of("fast", 100, "default", 60);
  private static final int DECODE_MB_PER_SECOND = 300;
  private static final double BYTES_PER_MB = 1e6;
  private static final double TARGETS_YARDSTICK = Yardstick.TARGETS_BYTES_PER_SECOND;

  private final Map<Corpus, Map<String, List<ContentLine>>> lines = new LinkedHashMap<>();
  private final Set<String> contenders = new LinkedHashSet<>();

  void add(ContentLine line) {
    contenders.add(line.contender());
    lines
        .computeIfAbsent(line.corpus(), k -> new LinkedHashMap<>())
        .computeIfAbsent(line.contender(), k -> new ArrayList<>())
        .add(line);
  }

  /** Whether every update led to the new tree. */
  boolean allCorrect() {
    return lines.values().stream()
        .flatMap(it -> it.values().stream())
        .flatMap(List::stream)
        .allMatch(ContentLine::correct);
  }

  void print(PrintStream out) {
    if (lines.isEmpty()) {
      return;
    }
    out.println();
    printBytes(out);
    out.println();
    printCosts(out);
    out.println();
    printTogether(out);
    for (Map<String, List<ContentLine>> of : lines.values()) {
      of.values().stream()
          .flatMap(List::stream)
          .filter(line -> !line.correct())
          .forEach(
              line ->
                  out.println(
                      line.corpus().name() + ", " + line.contender() + ": " + line.problem()));
    }
  }

  private void printBytes(PrintStream out) {
    List<String> head = new ArrayList<>(List.of("corpus", "new tree MB"));
    contenders.forEach(contender -> head.add(contender + " B"));
    head.addAll(List.of("mover ÷ rsync", "target", ""));
    printRow(out, head);
    printRow(out, Collections.nCopies(head.size(), "---"));
    lines.forEach((corpus, of) -> printRow(out, bytes(corpus, of)));
    for (Group group : Group.values()) {
      printSum(out, group);
    }
  }

  private static void printRow(PrintStream out, List<String> cells) {
    out.println("| " + String.join(" | ", cells) + " |");
  }

  private List<String> bytes(Corpus corpus, Map<String, List<ContentLine>> of) {
    List<String> row = new ArrayList<>(List.of(corpus.name(), newTree(of)));
    contenders.forEach(contender -> row.add(figure(of, contender, "%,.0f", Update::wireBytes)));
    double mover = median(of, MOVER, Update::wireBytes);
    double ofRsync = mover / median(of, RSYNC, Update::wireBytes);
    String target = corpus.target().text();
    boolean reached = corpus.target().reachedBy((long) mover, ofRsync);
    row.addAll(
        List.of(number("%.3f", ofRsync), target, target.isEmpty() ? "–" : verdict(mover, reached)));
    return row;
  }

  private void printSum(PrintStream out, Group group) {
    long mover = 0;
    long rsync = 0;
    for (Map.Entry<Corpus, Map<String, List<ContentLine>>> each : lines.entrySet()) {
      double ofMover = median(each.getValue(), MOVER, Update::wireBytes);
      double ofRsync = median(each.getValue(), RSYNC, Update::wireBytes);
      if (each.getKey().group() == group && !Double.isNaN(ofMover + ofRsync)) {
        mover += (long) ofMover;
        rsync += (long) ofRsync;
      }
    }
    if (rsync > 0) {
      out.printf(
          Locale.ROOT,
          "sum of %s: %,d ÷ %,d = %.3f%s%n",
          group.name().toLowerCase(Locale.ROOT),
          mover,
          rsync,
          mover / (double) rsync,
          group != Group.WEB
              ? ""
              : ", target 0.20, " + verdict(mover, mover <= SUM_OF_WEB_PACKAGES * rsync));
    }
  }

  private static String newTree(Map<String, List<ContentLine>> of) {
    return of.values().stream()
        .flatMap(List::stream)
        .filter(line -> line.pair() != null)
        .findFirst()
        .map(line -> number("%.1f", line.pair().newBytes() / BYTES_PER_MB))
        .orElse("–");
  }

  private static String verdict(double figure, boolean reached) {
    return Double.isNaN(figure) ? "–" : reached ? "reached" : "**missed**";
  }

  private void printCosts(PrintStream out) {
    out.println(
        "| corpus | tool | make: CPU s | wall s | peak MiB | apply: CPU s | wall s | peak MiB |"
            + " encode MB/s | warm | decode MB/s | warm | warm by the clock |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    lines.forEach(
        (corpus, of) ->
            of.keySet().forEach(contender -> printRow(out, costs(corpus, contender, of))));
  }

  private static List<String> costs(
      Corpus corpus, String contender, Map<String, List<ContentLine>> of) {
    return List.of(
        corpus.name(),
        contender,
        figure(of, contender, "%.2f", it -> it.make().cpuSeconds()),
        figure(of, contender, "%.2f", it -> it.make().wallSeconds()),
        figure(of, contender, "%.0f", it -> mebibytes(it.make())),
        figure(of, contender, "%.2f", it -> it.apply().cpuSeconds()),
        figure(of, contender, "%.2f", it -> it.apply().wallSeconds()),
        figure(of, contender, "%.0f", it -> mebibytes(it.apply())),
        speed(of, contender, it -> it.cold().encodeCpuSeconds()),
        speed(of, contender, it -> it.warm().encodeCpuSeconds()),
        speed(of, contender, it -> it.cold().decodeCpuSeconds()),
        speed(of, contender, it -> it.warm().decodeCpuSeconds()),
        speed(of, contender, it -> it.warm().decodeWallSeconds()));
  }

  /** Speeds of all corpora, as measured, and as they would be where the targets come from. */
  private void printTogether(PrintStream out) {
    List<ContentLine> told =
        lines.values().stream()
            .flatMap(of -> of.getOrDefault(MOVER, List.of()).stream())
            .filter(line -> line.correct() && line.update() != null)
            .toList();
    if (told.isEmpty()) {
      return;
    }
    printRow(
        out,
        List.of(
            "together, warm",
            "MB/s",
            "target",
            "",
            "× %.0f ÷ yardstick".formatted(inMb(TARGETS_YARDSTICK))));
    out.println("|---|---|---|---|---|");
    Integer encode = ENCODE_MB_PER_SECOND.get(told.get(0).profile());
    int decode = DECODE_MB_PER_SECOND;
    printTogether(out, told, "encode", encode, Update.Work::encodeCpuSeconds);
    printTogether(out, told, "decode", decode, Update.Work::decodeCpuSeconds);
    printTogether(out, told, "decode by the clock", decode, Update.Work::decodeWallSeconds);
    out.printf(
        Locale.ROOT,
        "yardstick: SHA-256 of one core %,.0f to %,.0f MB/s%n",
        inMb(told.stream().mapToDouble(ContentLine::yardstickBytesPerSecond).min().orElseThrow()),
        inMb(told.stream().mapToDouble(ContentLine::yardstickBytesPerSecond).max().orElseThrow()));
  }

  private static void printTogether(
      PrintStream out,
      List<ContentLine> told,
      String what,
      Integer targetMbPerSecond,
      ToDoubleFunction<Update.Work> seconds) {
    double bytes = 0;
    double measured = 0;
    double there = 0;
    for (ContentLine line : told) {
      double took = seconds.applyAsDouble(line.update().warm());
      bytes += line.pair().newBytes();
      measured += took;
      there += took * line.yardstickBytesPerSecond() / TARGETS_YARDSTICK;
    }
    double speed = inMb(bytes / measured);
    boolean judged = targetMbPerSecond != null;
    printRow(
        out,
        List.of(
            what,
            number("%.0f", speed),
            judged ? targetMbPerSecond.toString() : "",
            judged ? verdict(speed, speed >= targetMbPerSecond) : "–",
            number("%.0f", inMb(bytes / there))));
  }

  private static double inMb(double bytes) {
    return bytes / BYTES_PER_MB;
  }

  private static double mebibytes(Cost cost) {
    return cost.peakBytes() / (double) (1 << 20);
  }

  /** Of the new tree, by that time. */
  private static String speed(
      Map<String, List<ContentLine>> of, String contender, ToDoubleFunction<Update> seconds) {
    return of.get(contender).stream()
        .filter(line -> line.pair() != null)
        .findFirst()
        .map(line -> line.pair().newBytes() / BYTES_PER_MB / median(of, contender, seconds))
        .map(speed -> number("%.0f", speed))
        .orElse("–");
  }

  private static String figure(
      Map<String, List<ContentLine>> of,
      String contender,
      String format,
      ToDoubleFunction<Update> figure) {
    return number(format, median(of, contender, figure));
  }

  private static double median(
      Map<String, List<ContentLine>> of, String contender, ToDoubleFunction<Update> figure) {
    List<Double> sorted =
        of.getOrDefault(contender, List.of()).stream()
            .filter(line -> line.correct() && line.update() != null)
            .map(line -> figure.applyAsDouble(line.update()))
            .sorted(Comparator.naturalOrder())
            .toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
  }
}
