package org.contentmover.core.tree;

import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;

/**
 * One target and who serves it: immutable, every change gives a new one.
 *
 * @param rank place in the order of targets, from 0
 * @param source {@link #CCM} or the server that serves it, null while WAITING
 * @param fromOrigin was lost or taken over: only the CCM gives it out again
 * @param attempts how often it was lost, or could not be told, since it last made progress
 * @param notBeforeMillis not to be given out earlier
 * @param leaseUntilMillis without a sign of progress until then it is lost
 * @param reportSequence of the last report accepted in {@code epoch}
 */
public record Edge(
    SegmentName segment,
    ServerName server,
    long epoch,
    int rank,
    EdgeState state,
    String source,
    boolean fromOrigin,
    int attempts,
    long notBeforeMillis,
    long leaseUntilMillis,
    long fetchedBytes,
    long reportSequence) {
  /** The CCM as a source. */
  public static final String CCM = "ccm";

  /** Marks the target of a single server; not part of any legal name. */
  private static final String SINGLE_PREFIX = "=";

  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final int MAX_DOUBLINGS = 5;

  static Edge waiting(Target target, int rank) {
    return new Edge(
        target.segment(),
        target.server(),
        target.epoch(),
        rank,
        EdgeState.WAITING,
        null,
        false,
        0,
        0,
        0,
        0,
        -1);
  }

  /** Unique in a distribution: the segment's name, or a single server's with a mark. */
  public String target() {
    return segment != null ? segment.value() : singleTarget(server);
  }

  /** Name of a single server's target. */
  public static String singleTarget(ServerName server) {
    return SINGLE_PREFIX + server.value();
  }

  public boolean isSingle() {
    return segment == null;
  }

  /** Somebody could be told now. */
  public boolean isReady(long nowMillis) {
    return state == EdgeState.WAITING && server != null && nowMillis >= notBeforeMillis;
  }

  Edge given(String newSource, TreePolicy policy, long nowMillis) {
    return in(EdgeState.GIVEN, newSource, attempts, 0, nowMillis + policy.leaseMillis());
  }

  /** The target answered 202. */
  Edge accepted(TreePolicy policy, long nowMillis) {
    return state == EdgeState.GIVEN
        ? in(EdgeState.NOTIFIED, source, attempts, 0, nowMillis + policy.leaseMillis())
        : this;
  }

  /**
   * The target could not be told, refused, or made no progress: the CCM tries again after a pause
   * that doubles up to 16 s.
   */
  public Edge lost(long nowMillis) {
    long pause = FIRST_PAUSE_MILLIS << Math.min(attempts, MAX_DOUBLINGS);
    // It may have started anew and count its reports from the beginning.
    return new Edge(
        segment,
        server,
        epoch,
        rank,
        EdgeState.WAITING,
        null,
        true,
        attempts + 1,
        nowMillis + pause,
        0,
        fetchedBytes,
        -1);
  }

  /**
   * Another server leads the segment now, or nobody ({@code newServer} null); the edge begins anew
   * with it (DT-6).
   */
  Edge ledBy(ServerName newServer, long newEpoch) {
    Edge led =
        new Edge(
            segment,
            newServer,
            newEpoch,
            rank,
            EdgeState.WAITING,
            null,
            fromOrigin,
            0,
            0,
            0,
            fetchedBytes,
            -1);
    boolean fresh = state == EdgeState.WAITING && !fromOrigin && attempts == 0;
    return fresh ? led : led.originOnly();
  }

  /**
   * A report of the target was accepted. A lease is renewed by bytes while it fetches, by any
   * report afterwards.
   */
  Edge reported(
      long bytes,
      long totalBytes,
      boolean isFinal,
      long sequence,
      TreePolicy policy,
      long nowMillis) {
    boolean progress = bytes > fetchedBytes || bytes >= totalBytes;
    EdgeState next =
        isFinal ? EdgeState.CLOSED : bytes >= totalBytes ? EdgeState.FETCHED : EdgeState.FETCHING;
    return new Edge(
        segment,
        server,
        epoch,
        rank,
        next,
        source,
        fromOrigin,
        progress ? 0 : attempts,
        0,
        progress ? nowMillis + policy.leaseMillis() : leaseUntilMillis,
        bytes,
        sequence);
  }

  Edge originOnly() {
    return new Edge(
        segment,
        server,
        epoch,
        rank,
        state,
        source,
        true,
        attempts,
        notBeforeMillis,
        leaseUntilMillis,
        fetchedBytes,
        reportSequence);
  }

  private Edge in(
      EdgeState next, String newSource, int newAttempts, long notBefore, long leaseUntil) {
    return new Edge(
        segment,
        server,
        epoch,
        rank,
        next,
        newSource,
        fromOrigin,
        newAttempts,
        notBefore,
        leaseUntil,
        fetchedBytes,
        reportSequence);
  }
}
