package org.contentmover.farm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the interface of a host of the lab has carried since the host was made, headers of Ethernet
 * included.
 */
public record TrafficOfHost(long sentBytes, long receivedBytes) {

  private static final String STATISTICS = "/sys/class/net/eth0/statistics/";

  static TrafficOfHost read(Hosts hosts, int host) {
    List<String> command = new ArrayList<>(hosts.launcher(host));
    command.addAll(List.of("cat", STATISTICS + "tx_bytes", STATISTICS + "rx_bytes"));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new FarmException("Cannot read the traffic of host " + host + ": " + output);
      }
      String[] lines = output.split("\n");
      return new TrafficOfHost(Long.parseLong(lines[0]), Long.parseLong(lines[1]));
    } catch (IOException e) {
      throw new FarmException("Cannot read the traffic of host " + host + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FarmException("interrupted while reading the traffic of host " + host, e);
    }
  }
}
