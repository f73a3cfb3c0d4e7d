package org.contentmover.core.registration;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a server tells its leader about itself, and the leader the CCM (EL-8, EL-14).
 *
 * @param agentUrl where others reach this server's agent
 * @param freeDiskBytes free space where versions are staged
 * @param cpus processors
 * @param cpuLoadPermille share of the processors in use in thousandths, {@link #LOAD_UNKNOWN} when
 *     unknown
 * @param memoryBytes physical memory, 0 when unknown
 * @param connections TCP connections that are open on the host, 0 when unknown
 * @param timeZone for example {@code Europe/London}, "" when not configured
 * @param place for example {@code Boston, rack 3}, "" when not configured
 * @param sites hosted sites on this server, any number up to {@link #MAX_SITES}
 */
public record MemberFacts(
    String agentUrl,
    long freeDiskBytes,
    int cpus,
    int cpuLoadPermille,
    long memoryBytes,
    int connections,
    String timeZone,
    String place,
    List<SiteFacts> sites) {
  /** Longest URL in UTF-8. */
  public static final int MAX_URL_BYTES = 255;

  /** Longest time zone and place in UTF-8. */
  public static final int MAX_LABEL_BYTES = 63;

  /** Most hosted sites of one server. */
  public static final int MAX_SITES = 10_000;

  /** Value of {@code cpuLoadPermille} when it could not be measured. */
  public static final int LOAD_UNKNOWN = -1;

  /** Facts of a server that has not told any. */
  public static final MemberFacts UNKNOWN =
      new MemberFacts("", 0, 0, LOAD_UNKNOWN, 0, 0, "", "", List.of());

  /** Rejects negative sizes, texts that are too long and too many sites; copies the list. */
  public MemberFacts {
    text("agentUrl", agentUrl, MAX_URL_BYTES);
    text("timeZone", timeZone, MAX_LABEL_BYTES);
    text("place", place, MAX_LABEL_BYTES);
    if (freeDiskBytes < 0 || cpus < 0 || cpus > 65_535 || memoryBytes < 0 || connections < 0) {
      throw new IllegalArgumentException("sizes and counts must not be negative");
    }
    if (cpuLoadPermille < LOAD_UNKNOWN || cpuLoadPermille > 1000) {
      throw new IllegalArgumentException(
          "cpuLoadPermille is " + cpuLoadPermille + "; allowed are 0 to 1000, or -1 for unknown");
    }
    sites = List.copyOf(sites);
    if (sites.size() > MAX_SITES) {
      throw new IllegalArgumentException(
          sites.size() + " hosted sites on one server; allowed are " + MAX_SITES);
    }
  }

  /** The same facts with other sites. */
  public MemberFacts withSites(List<SiteFacts> otherSites) {
    return new MemberFacts(
        agentUrl,
        freeDiskBytes,
        cpus,
        cpuLoadPermille,
        memoryBytes,
        connections,
        timeZone,
        place,
        otherSites);
  }

  /**
   * Whether the other facts say something else than measurements that change all the time; those
   * travel with the next refresh.
   */
  public boolean differsInSubstance(MemberFacts other) {
    return !agentUrl.equals(other.agentUrl)
        || cpus != other.cpus
        || !timeZone.equals(other.timeZone)
        || !place.equals(other.place)
        || !sites.equals(other.sites);
  }

  private static void text(String what, String value, int maxBytes) {
    if (value.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new IllegalArgumentException(what + " is longer than " + maxBytes + " bytes");
    }
  }
}
