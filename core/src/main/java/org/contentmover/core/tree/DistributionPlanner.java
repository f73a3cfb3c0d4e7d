package org.contentmover.core.tree;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.ids.ServerName;

/**
 * The rules of a distribution between segments (DT-1 to DT-3, DT-6, DT-7). Pure functions over
 * {@link Edge}s, safe for any thread.
 *
 * <p>The CCM serves up to {@code originFanOut} fresh edges; whoever has the assignment asks "next?"
 * and serves another. An edge that was lost, or whose segment has a new leader, is given out by the
 * CCM alone and at once: the ration of the origin's bytes is kept where they are served.
 */
public final class DistributionPlanner {
  private static final Comparator<Target> ORDER =
      Comparator.comparing((Target target) -> target.pinned() == 0)
          .thenComparingInt(Target::pinned)
          .thenComparing(target -> !target.relays())
          .thenComparing(Comparator.comparingLong(Target::measuredBytesPerSecond).reversed())
          .thenComparing(Comparator.comparingInt(Target::cpus).reversed())
          .thenComparing(Target::name);

  private final TreePolicy policy;

  public DistributionPlanner(TreePolicy policy) {
    this.policy = policy;
  }

  /**
   * All edges of a distribution, ranked: pinned first, relays before single servers, fast before
   * slow (DT-1).
   */
  public List<Edge> plan(Collection<Target> targets) {
    List<Target> sorted = targets.stream().sorted(ORDER).toList();
    List<Edge> edges = new ArrayList<>(sorted.size());
    for (Target target : sorted) {
      edges.add(Edge.waiting(target, edges.size()));
    }
    return edges;
  }

  /** An own edge for a server that came back after its segment was served (the CCM serves it). */
  public Edge returning(ServerName server, int rank) {
    return Edge.waiting(Target.single(server), rank).originOnly();
  }

  /**
   * May the CCM serve this edge itself now?
   *
   * @param originActive fresh edges it serves right now
   * @param originGiven fresh edges it ever gave to itself in this distribution
   * @param lastFetchMillis when bytes were last fetched, or an edge given, anywhere in this
   *     distribution
   */
  public boolean originServes(
      Edge edge, int originActive, int originGiven, long lastFetchMillis, long nowMillis) {
    if (!edge.isReady(nowMillis)) {
      return false;
    }
    if (edge.fromOrigin()) {
      return true;
    }
    boolean relaysAreQuiet = nowMillis - lastFetchMillis >= policy.quietMillis();
    return originActive < policy.originFanOut()
        && (originGiven < policy.originFanOut() || relaysAreQuiet);
  }

  /**
   * "Next?" (DT-2, DT-3).
   *
   * @param asker the asker's own edge
   * @param served edges the asker serves right now
   * @param firstFresh the first ready edge in order of rank that is not the CCM's alone, if any
   * @return the edge, given to the asker; empty: it is done
   */
  public Optional<Edge> next(Edge asker, int served, Optional<Edge> firstFresh, long nowMillis) {
    if (served >= policy.relayFanOut() || asker.server() == null) {
      return Optional.empty();
    }
    return firstFresh
        .filter(edge -> edge.isReady(nowMillis) && !edge.fromOrigin())
        .map(edge -> edge.given(asker.server().value(), policy, nowMillis));
  }

  /** The edge with a source; its target is to be told. */
  public Edge given(Edge edge, String source, long nowMillis) {
    return edge.given(source, policy, nowMillis);
  }

  /** The target of an edge answered that it will fetch. */
  public Edge accepted(Edge edge, long nowMillis) {
    return edge.accepted(policy, nowMillis);
  }

  /** The edge after a lease check: unchanged, or WAITING for another source. */
  public Edge checked(Edge edge, long nowMillis) {
    boolean underWay = edge.state().isServed() || edge.state() == EdgeState.FETCHED;
    return underWay && nowMillis >= edge.leaseUntilMillis() ? edge.lost(nowMillis) : edge;
  }

  /**
   * The edge as its segment is led now; {@code leader} null: nobody leads. Older epochs and closed
   * edges change nothing.
   */
  public Edge led(Edge edge, ServerName leader, long epoch) {
    if (edge.isSingle() || edge.state() == EdgeState.CLOSED || epoch < edge.epoch()) {
      return edge;
    }
    boolean same = epoch == edge.epoch() && (leader == null || leader.equals(edge.server()));
    return same ? edge : edge.ledBy(leader, epoch);
  }

  public ReportVerdict judge(Edge edge, long epoch, long sequence) {
    boolean newer =
        epoch > edge.epoch() || (epoch == edge.epoch() && sequence > edge.reportSequence());
    return newer ? ReportVerdict.ACCEPTED : ReportVerdict.OLDER;
  }

  /**
   * The edge after an accepted report; the reporter may lead since a newer epoch than the edge
   * knew.
   */
  public Edge reported(
      Edge edge,
      ServerName reporter,
      long epoch,
      long sequence,
      long fetchedBytes,
      long totalBytes,
      boolean isFinal,
      long nowMillis) {
    Edge led = epoch > edge.epoch() ? edge.ledBy(reporter, epoch) : edge;
    return led.reported(fetchedBytes, totalBytes, isFinal, sequence, policy, nowMillis);
  }
}
