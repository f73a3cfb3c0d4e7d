package org.contentmover.ccm.web.console;

import java.util.Comparator;
import java.util.List;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.topology.view.ServerView;

/** One segment with its servers as pages show it. */
public record SegmentServers(SegmentView segment, List<ServerView> servers, FarmCounts counts) {
  public SegmentServers {
    servers = List.copyOf(servers);
  }

  /** The segments in their order, each with its servers, the leader first. */
  static List<SegmentServers> of(List<SegmentView> segments, List<ServerView> servers) {
    return segments.stream()
        .map(
            segment -> {
              List<ServerView> members =
                  servers.stream()
                      .filter(server -> server.segment().equals(segment.name()))
                      .sorted(
                          Comparator.comparing(server -> !server.name().equals(segment.leader())))
                      .toList();
              return new SegmentServers(segment, members, FarmCounts.of(members));
            })
        .toList();
  }
}
