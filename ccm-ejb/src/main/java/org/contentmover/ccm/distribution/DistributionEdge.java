package org.contentmover.ccm.distribution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.contentmover.ccm.distribution.view.EdgeView;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.tree.DistributionPlanner;
import org.contentmover.core.tree.Edge;
import org.contentmover.core.tree.EdgeState;

/** One edge of a distribution: the row of a {@link Edge}, plus what only people want to know. */
@Entity
@Table(name = "distribution_edge")
@IdClass(DistributionEdge.Key.class)
class DistributionEdge {
  private static final System.Logger LOG = System.getLogger(DistributionEdge.class.getName());

  @Id private String distribution;
  @Id private String target;

  @Column(name = "edge_rank")
  private int rank;

  private String segment;
  private String server;
  private long epoch;

  @Enumerated(EnumType.STRING)
  private EdgeState state;

  private String source;

  @Column(name = "from_origin")
  private boolean fromOrigin;

  private int attempts;

  @Column(name = "not_before_ms")
  private long notBeforeMillis;

  @Column(name = "lease_until_ms")
  private long leaseUntilMillis;

  @Column(name = "fetched_bytes")
  private long fetchedBytes;

  @Column(name = "report_sequence")
  private long reportSequence;

  @Column(name = "measured_bytes_per_second")
  private long measuredBytesPerSecond;

  private String reason = "";

  @Version private long version;

  protected DistributionEdge() {}

  DistributionEdge(UUID distribution, Edge edge) {
    this.distribution = distribution.toString();
    this.target = edge.target();
    set(edge);
  }

  Edge edge() {
    return new Edge(
        segment == null ? null : new SegmentName(segment),
        server == null ? null : new ServerName(server),
        epoch,
        rank,
        state,
        source,
        fromOrigin,
        attempts,
        notBeforeMillis,
        leaseUntilMillis,
        fetchedBytes,
        reportSequence);
  }

  void set(Edge edge) {
    String newServer = edge.server() == null ? null : edge.server().value();
    if (!Objects.equals(server, newServer)) {
      reason = ""; // It was the other server's.
    }
    segment = edge.segment() == null ? null : edge.segment().value();
    server = newServer;
    epoch = edge.epoch();
    rank = edge.rank();
    state = edge.state();
    source = edge.source();
    fromOrigin = edge.fromOrigin();
    attempts = edge.attempts();
    notBeforeMillis = edge.notBeforeMillis();
    leaseUntilMillis = edge.leaseUntilMillis();
    fetchedBytes = edge.fetchedBytes();
    reportSequence = edge.reportSequence();
  }

  /** What the target answered to its notification, or why it could not be told. */
  void told(DistributionPlanner planner, boolean accepted, String why, long nowMillis) {
    Edge edge = edge();
    if (accepted) {
      set(planner.accepted(edge, nowMillis));
      because("");
    } else {
      set(edge.lost(nowMillis));
      refuses(why == null || why.isBlank() ? "it gave no reason" : why);
    }
  }

  /** What is to be known of it now, empty when it goes well. */
  void because(String why) {
    reason = Columns.fit(why, 2000);
  }

  /** The first refusal is a warning to the administrator; those of retries stand here only. */
  private void refuses(String why) {
    boolean first = reason.isEmpty();
    because(why.replaceAll("\\s+", " "));
    if (first) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Server {0} does not take distribution {1}: {2}. It is tried again; see its log.",
          server,
          distribution,
          reason);
    }
  }

  void measured(long bytesPerSecond) {
    measuredBytesPerSecond = bytesPerSecond;
  }

  EdgeView view(long totalBytes) {
    return new EdgeView(
        server == null ? target : server,
        segment,
        source,
        state.name(),
        epoch,
        fetchedBytes,
        totalBytes,
        measuredBytesPerSecond,
        attempts,
        leaseUntilMillis == 0 ? null : Instant.ofEpochMilli(leaseUntilMillis),
        reason);
  }

  /** Identity. */
  static class Key implements Serializable {
    private static final long serialVersionUID = 1L;
    String distribution;
    String target;

    Key() {}

    Key(UUID distribution, String target) {
      this.distribution = distribution.toString();
      this.target = target;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key
          && distribution.equals(key.distribution)
          && target.equals(key.target);
    }

    @Override
    public int hashCode() {
      return 31 * distribution.hashCode() + target.hashCode();
    }
  }
}
