package org.contentmover.ccm.distribution.view;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * Cumulative report of a leader or a single server (DT-8), ordered by (epoch, sequence). {@code
 * isFinal} is {@code final} on the wire; {@code problem} is what is wrong with the whole (LD-8),
 * null for nothing.
 */
public record DistributionReport(
    String server,
    String segment,
    long epoch,
    long sequence,
    @JsonbProperty("final") boolean isFinal,
    long fetchedBytes,
    long totalBytes,
    String problem,
    List<ServerReport> servers) {
  public DistributionReport {
    servers = servers == null ? List.of() : List.copyOf(servers);
  }
}
