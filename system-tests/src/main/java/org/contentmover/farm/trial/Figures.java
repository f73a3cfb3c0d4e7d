package org.contentmover.farm.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.farm.Farm;
import org.contentmover.farm.TrafficOfHost;

/**
 * What the operating system tells of the farm's processes and of the machine at one moment. A
 * process that is down is missing; the traffic of its host is not.
 *
 * @param memory by server, the CCM included
 * @param cpuSeconds used so far, by server, the CCM included
 * @param traffic of the hosts, by server, the CCM included
 * @param machineBusySeconds of all cores together since the machine was started
 */
record Figures(
    Map<String, Memory> memory,
    Map<String, Double> cpuSeconds,
    Map<String, TrafficOfHost> traffic,
    double machineBusySeconds) {

  /** As ps shows it: resident now, and the most it ever was. */
  record Memory(long residentKib, long peakKib) {}

  private static final double TICKS_PER_SECOND = 100;

  static Figures of(Farm farm) throws IOException {
    Map<String, Memory> memory = new TreeMap<>();
    Map<String, Double> cpu = new TreeMap<>();
    Map<String, TrafficOfHost> traffic = new TreeMap<>();
    List<String> names = new ArrayList<>(farm.serverNames());
    names.add(Farm.CCM);
    for (String name : names) {
      traffic.put(name, farm.traffic(name));
      long pid = farm.pid(name);
      if (pid != 0) {
        memory.put(name, memory(pid));
        cpu.put(name, cpuSeconds(pid));
      }
    }
    return new Figures(memory, cpu, traffic, busySecondsOfMachine());
  }

  private static Memory memory(long pid) throws IOException {
    long resident = 0;
    long peak = 0;
    for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))) {
      if (line.startsWith("VmRSS:")) {
        resident = kib(line);
      } else if (line.startsWith("VmHWM:")) {
        peak = kib(line);
      }
    }
    return new Memory(resident, peak);
  }

  private static long kib(String line) {
    return Long.parseLong(line.replaceAll("[^0-9]", ""));
  }

  private static double cpuSeconds(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().totalCpuDuration())
        .map(duration -> duration.toMillis() / 1000.0)
        .orElse(0.0);
  }

  private static double busySecondsOfMachine() throws IOException {
    String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    long busy = 0;
    for (int i = 1; i <= 8; i++) {
      boolean idle = i == 4 || i == 5;
      busy += idle ? 0 : Long.parseLong(ticks[i]);
    }
    return busy / TICKS_PER_SECOND;
  }
}
