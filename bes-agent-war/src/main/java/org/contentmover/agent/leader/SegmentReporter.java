package org.contentmover.agent.leader;

import jakarta.resource.ResourceException;
import java.time.Clock;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.ccm.Ccm;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.PeerRefused;
import org.contentmover.agent.ccm.PeerUnavailable;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.facts.MulticastWatch;
import org.contentmover.agent.segment.SegmentLink;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSnapshot;

/**
 * Tells the CCM who is in the segment, as long as this server leads it (EL-10, EL-14). What could
 * not be told is told by the next report, which is complete again. One thread at a time.
 */
public final class SegmentReporter {
  private static final Logger LOG = Logger.getLogger(SegmentReporter.class.getName());

  private final AgentConfiguration configuration;
  private final SegmentLink segment;
  private final MulticastWatch multicast;
  private final Ccm ccm;
  private final Sequence sequence;
  private volatile String problem = "";

  public SegmentReporter(
      AgentConfiguration configuration,
      SegmentLink segment,
      MulticastWatch multicast,
      Ccm ccm,
      Clock clock) {
    this.configuration = configuration;
    this.segment = segment;
    this.multicast = multicast;
    this.ccm = ccm;
    this.sequence = new Sequence(clock);
  }

  /** Reports if this server leads; waits for the CCM's answer. */
  public void report() {
    SegmentSnapshot snapshot = segment.snapshot();
    // A leader is its own first member: before it is, a report would call everybody down.
    boolean knowsMembers = !snapshot.members().isEmpty();
    if (snapshot.role() != Role.LEADER || !knowsMembers || multicast.unicastOnly()) {
      problem = "";
      return;
    }
    try {
      ccm.reportSegment(configuration.segment(), ReportJson.segment(snapshot, sequence.next()));
      problem = "";
    } catch (PeerRefused e) {
      countOn(e);
      note(e);
    } catch (PeerUnavailable e) {
      note(e);
    }
  }

  /** The segment has forgotten a leadership that the CCM has accepted: this one counts above it. */
  private void countOn(PeerRefused refused) {
    Optional<Fields> problem = refused.problem();
    Optional<String> leader = problem.flatMap(fields -> fields.optionalText("heldLeader"));
    Optional<String> epoch = problem.flatMap(fields -> fields.optionalText("heldEpoch"));
    if (leader.isEmpty() || epoch.isEmpty()) {
      return;
    }
    try {
      segment.leadershipTaken(Long.parseLong(epoch.get()), leader.get());
    } catch (ResourceException | IllegalArgumentException e) {
      LOG.log(Level.WARNING, "the CCM names a leadership that is of no use: {0}", e.toString());
    }
  }

  private void note(Exception failure) {
    String now = "the CCM does not take the segment's report: " + failure.getMessage();
    if (!now.equals(problem)) {
      LOG.log(Level.WARNING, now);
    }
    problem = now;
  }

  /** What is wrong between this leader and the CCM, "" for nothing. */
  public String problem() {
    return problem;
  }
}
