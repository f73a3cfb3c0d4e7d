package org.contentmover.farm.trial;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmHome;

/** Says in figures what a trial has shown. */
final class TrialReport {

  private static final Pattern STARTED = Pattern.compile("WFLYSRV0025.* in ([0-9]+)ms");
  private static final String MCTP = "mctp.";
  private static final double KIB_PER_MB = 1e6 / 1024;

  private final PrintStream out;
  private final Farm farm;
  private final FarmHome home;

  TrialReport(PrintStream out, Farm farm, FarmHome home) {
    this.out = out;
    this.farm = farm;
    this.home = home;
  }

  void starts(double farmSeconds) throws IOException {
    LongSummaryStatistics agents = new LongSummaryStatistics();
    for (String server : farm.serverNames()) {
      agents.accept(startMillis(home.log(server)));
    }
    print(
        "Start: CCM %.1f s; agents %.1f to %.1f s each; until all %d had a leader %.1f s",
        startMillis(home.log(Farm.CCM)) / 1e3,
        agents.getMin() / 1e3,
        agents.getMax() / 1e3,
        agents.getCount(),
        farmSeconds);
  }

  void memory(String when, Figures figures) {
    LongSummaryStatistics now = agents(figures, Figures.Memory::residentKib);
    LongSummaryStatistics peak = agents(figures, Figures.Memory::peakKib);
    Figures.Memory ccm = figures.memory().get(Farm.CCM);
    print(
        "Memory %s: agents %.0f to %.0f MB, %.0f MB together, peak of one %.0f MB; CCM %.0f MB,"
            + " peak %.0f MB",
        when,
        now.getMin() / KIB_PER_MB,
        now.getMax() / KIB_PER_MB,
        now.getSum() / KIB_PER_MB,
        peak.getMax() / KIB_PER_MB,
        ccm.residentKib() / KIB_PER_MB,
        ccm.peakKib() / KIB_PER_MB);
  }

  void course(RunWatch watch) {
    watch.course().forEach(line -> out.println("  " + line));
    watch.milestones().forEach(line -> out.println("  " + line));
  }

  /** What was used between two moments. */
  void use(Figures before, Figures after, double seconds, long fileBytes) {
    double agents = 0;
    double most = 0;
    for (String server : farm.serverNames()) {
      double used = used(before, after, server);
      agents += used;
      most = Math.max(most, used);
    }
    double ccm = used(before, after, Farm.CCM);
    double busy = after.machineBusySeconds() - before.machineBusySeconds();
    int cores = Runtime.getRuntime().availableProcessors();
    print(
        "CPU: agents %.0f s together, at most %.1f s one, CCM %.1f s; the machine was busy for"
            + " %.0f of %d x %.0f s, %.0f s of it with other things and the kernel's network",
        agents, most, ccm, busy, cores, seconds, Math.max(0, busy - agents - ccm));
    List<String> senders = new ArrayList<>();
    for (String server : farm.serverNames()) {
      long sent =
          after.traffic().get(server).sentBytes() - before.traffic().get(server).sentBytes();
      if (sent > fileBytes / 50) {
        senders.add(String.format(Locale.ROOT, "%s %.3f", server, (double) sent / fileBytes));
      }
    }
    print(
        "Sent by interface, in sizes of the assignment (%,d bytes): CCM %.3f, %s",
        fileBytes,
        (double)
                (after.traffic().get(Farm.CCM).sentBytes()
                    - before.traffic().get(Farm.CCM).sentBytes())
            / fileBytes,
        String.join(", ", senders));
  }

  /** What the servers that are up have counted since they were started, where it is not 0. */
  void counters(Map<String, Map<String, Long>> counters) {
    counters.forEach(
        (server, counted) ->
            out.println(
                "  "
                    + server
                    + " "
                    + counted.entrySet().stream()
                        .filter(counter -> counter.getKey().startsWith(MCTP))
                        .filter(counter -> counter.getValue() != 0)
                        .map(
                            counter ->
                                counter.getKey().substring(MCTP.length())
                                    + "="
                                    + counter.getValue())
                        .collect(Collectors.joining(" "))));
  }

  void failover(Failover.Sequel sequel) {
    print(
        "After the kill: the receivers lacked %,d to %,d of %,d frames, the next leader sent %,d;"
            + " at most %,d (%.2f %%) were sent that all of them had",
        sequel.leastLacking(),
        sequel.mostLacking(),
        sequel.framesOfFile(),
        sequel.framesSent(),
        sequel.sentAgain(),
        sequel.percentSentAgain());
  }

  void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private LongSummaryStatistics agents(Figures figures, ToLongFunction<Figures.Memory> value) {
    return figures.memory().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Farm.CCM))
        .mapToLong(entry -> value.applyAsLong(entry.getValue()))
        .summaryStatistics();
  }

  /** A server that was killed in between has no end to compare with. */
  private static double used(Figures before, Figures after, String server) {
    Double end = after.cpuSeconds().get(server);
    return end == null ? 0 : end - before.cpuSeconds().getOrDefault(server, 0.0);
  }

  private static long startMillis(Path log) throws IOException {
    Matcher matcher = STARTED.matcher(Files.readString(log));
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
