package org.contentmover.ccm.topology.view;

import java.util.List;

/**
 * What is reported of one server (EL-14); field names are those of docs/protocol/distribution.md.
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
  public MemberFacts {
    sites = sites == null ? List.of() : List.copyOf(sites);
  }
}
