package org.contentmover.ccm.distribution.view;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.run.view.ServerProgressView;

/**
 * One distribution of one assignment: its edges and its servers. {@code run} null: catch-up of one
 * server, or the commit of several runs.
 */
public record DistributionView(
    UUID id,
    UUID assignment,
    UUID run,
    String name,
    String type,
    boolean ended,
    Instant startedAt,
    Instant deadline,
    List<EdgeView> edges,
    List<ServerProgressView> servers) {
  public DistributionView {
    edges = List.copyOf(edges);
    servers = List.copyOf(servers);
  }
}
