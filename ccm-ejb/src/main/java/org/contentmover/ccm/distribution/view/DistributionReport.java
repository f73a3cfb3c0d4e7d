package org.contentmover.ccm.distribution.view;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.List;

/**
 * Cumulative report of a leader or a single server (DT-8), ordered by (epoch, sequence). {@code
 * isFinal} is {@code final} on the wire.
 */
public record DistributionReport(
    String server,
    String segment,
    long epoch,
    long sequence,
    @JsonbProperty("final") boolean isFinal,
    long fetchedBytes,
    long totalBytes,
    List<ServerReport> servers) {
  public DistributionReport {
    servers = servers == null ? List.of() : List.copyOf(servers);
  }
}
