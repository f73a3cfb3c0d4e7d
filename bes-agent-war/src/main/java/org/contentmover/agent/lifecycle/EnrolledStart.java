package org.contentmover.agent.lifecycle;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Enrolment;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.segment.KeyCourier;
import org.contentmover.agent.segment.KeySource;
import org.contentmover.agent.segment.LeadershipOrderFile;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.agent.work.OneAtATime;
import org.contentmover.gl.api.SegmentKeys;

/**
 * The steps that may have to be repeated before this server can work: enrolment, then joining the
 * segment. Whoever is enrolled needs no CCM to start.
 */
final class EnrolledStart {
  private static final Logger LOG = Logger.getLogger(EnrolledStart.class.getName());
  private static final Duration JOIN_AGAIN = Duration.ofSeconds(5);

  /** So long a start waits for newer keys; those of an earlier start are there anyway. */
  private static final Duration KEYS_WITHIN = Duration.ofSeconds(2);

  private final Enrolment enrolment;
  private final SegmentLink segment;
  private final AgentConfiguration configuration;
  private final KeySource keys;
  private final LeadershipOrderFile order;
  private final KeyCourier courier;
  private final AgentThreads threads;
  private final Runnable enrolled;
  private final OneAtATime join;
  private volatile String joinProblem = "";
  private String logged = "";
  private boolean stopped;
  private volatile boolean begun;

  /**
   * The steps of one server.
   *
   * @param keys read before each join, so that a rotation needs no restart
   * @param order as the keys
   * @param courier asks for newer keys before the first join
   * @param enrolled run once, when the key of the CCM is known and before the segment is joined
   */
  EnrolledStart(
      Enrolment enrolment,
      SegmentLink segment,
      AgentConfiguration configuration,
      KeySource keys,
      LeadershipOrderFile order,
      KeyCourier courier,
      AgentThreads threads,
      Runnable enrolled) {
    this.enrolment = enrolment;
    this.segment = segment;
    this.configuration = configuration;
    this.keys = keys;
    this.order = order;
    this.courier = courier;
    this.threads = threads;
    this.enrolled = enrolled;
    this.join = new OneAtATime(threads.workers(), this::join);
  }

  /** What keeps this server from being enrolled, "" for nothing. */
  String enrolmentProblem() {
    return enrolment.problem();
  }

  /** What keeps this server from joining its segment, "" for nothing. */
  String joinProblem() {
    return joinProblem;
  }

  /** Goes through the steps; those that have to wait go on on other threads. */
  void begin() {
    Duration wait = enrolment.attempt();
    if (wait.isZero()) {
      enrolled.run();
      if (configuration.role().joinsSegment()) {
        begun = true;
        askForKeys();
        threads.every(JOIN_AGAIN, join::ask);
      }
      return;
    }
    logOnce("not enrolled: " + enrolment.problem());
    threads.after(wait, this::begin);
  }

  /**
   * What changed in keys or orders is to count now; returns at once, does nothing before a join.
   */
  void joinAgain() {
    if (begun) {
      join.ask();
    }
  }

  /** A server that was away joins with the keys of today, when the CCM can be reached. */
  private void askForKeys() {
    try {
      threads.workers().submit(courier::ask).get(KEYS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.log(Level.INFO, "there is no thread to ask for keys; starting with those there are");
    } catch (TimeoutException e) {
      LOG.log(Level.INFO, "the CCM does not answer at once; starting with the keys there are");
    } catch (ExecutionException e) {
      LOG.log(Level.WARNING, "asking for segment keys failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Joining again does nothing, unless the adapter had to leave by itself, or the keys or the order
   * about leading changed.
   *
   * @return whether the segment is joined with the keys and the order there are
   */
  synchronized boolean join() {
    if (stopped) {
      return false;
    }
    try {
      int preference = order.order().preference(configuration.election().preference());
      SegmentKeys read = keys.read();
      segment.join(configuration.segmentSettings().withKeys(read).withPreference(preference));
      keys.joined(read);
      joinProblem = "";
      return true;
    } catch (ResourceException | IOException | RuntimeException e) {
      joinProblem = "the segment cannot be joined: " + e.getMessage();
      logOnce(joinProblem);
      return false;
    }
  }

  /** Leaves the segment for good. */
  synchronized void stop() throws ResourceException {
    stopped = true;
    segment.leave();
  }

  /** A step that is repeated for hours must not fill the log with the same line. */
  private synchronized void logOnce(String problem) {
    if (!problem.equals(logged)) {
      logged = problem;
      LOG.log(Level.WARNING, problem);
    }
  }
}
