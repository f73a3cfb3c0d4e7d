package org.contentmover.ccm.topology.view;

import java.util.List;

/**
 * What is reported of one server (EL-14); field names are those of docs/protocol/distribution.md.
 *
 * @param freeDiskBytes 0 when it is not known, {@value #FULL_DISK} when nothing is free
 */
public record MemberFacts(
    String server,
    String agentUrl,
    String address,
    int priority,
    boolean multicastHeard,
    long freeDiskBytes,
    int cpus,
    double cpuLoad,
    long memoryBytes,
    int connections,
    String timeZone,
    String place,
    List<SiteFacts> sites) {
  /** What a server without free space tells. */
  public static final long FULL_DISK = 1;

  public MemberFacts {
    sites = sites == null ? List.of() : List.copyOf(sites);
  }
}
