package org.contentmover.gl.api;

import java.util.List;

/**
 * What a server tells its leader about itself, and the leader the CCM (EL-8, EL-14).
 *
 * @param agentUrl where others reach this server's agent
 * @param freeDiskBytes free space where versions are staged
 * @param cpus processors
 * @param cpuLoad share of the processors in use, 0 to 1; less than 0 when unknown
 * @param memoryBytes physical memory, 0 when unknown
 * @param connections TCP connections that are open on the host, 0 when unknown
 * @param timeZone for example {@code Europe/London}, "" when not configured
 * @param place for example {@code Boston, rack 3}, "" when not configured
 * @param sites hosted sites on this server
 */
public record ServerFacts(
    String agentUrl,
    long freeDiskBytes,
    int cpus,
    double cpuLoad,
    long memoryBytes,
    int connections,
    String timeZone,
    String place,
    List<SiteFacts> sites) {
  /** Longest URL, in bytes of UTF-8. */
  public static final int MAX_URL_BYTES = 255;

  /** Longest time zone and place, in bytes of UTF-8. */
  public static final int MAX_LABEL_BYTES = 63;

  /** Rejects negative sizes and texts that are too long; copies the list. */
  public ServerFacts {
    Checks.text("agentUrl", agentUrl, MAX_URL_BYTES);
    Checks.notNegative("freeDiskBytes", freeDiskBytes);
    Checks.notNegative("cpus", cpus);
    Checks.notNegative("memoryBytes", memoryBytes);
    Checks.notNegative("connections", connections);
    Checks.text("timeZone", timeZone, MAX_LABEL_BYTES);
    Checks.text("place", place, MAX_LABEL_BYTES);
    if (Double.isNaN(cpuLoad) || cpuLoad > 1) {
      throw new IllegalArgumentException(
          "cpuLoad is " + cpuLoad + "; allowed are 0 to 1, or less than 0 when unknown");
    }
    sites = List.copyOf(sites);
  }

  /** Facts of a server of which nothing is known but where its agent is. */
  public static ServerFacts of(String agentUrl) {
    return new ServerFacts(agentUrl, 0, 0, -1, 0, 0, "", "", List.of());
  }
}
