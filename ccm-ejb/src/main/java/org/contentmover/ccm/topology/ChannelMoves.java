package org.contentmover.ccm.topology;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Names;
import org.contentmover.ccm.problem.NotFound;

/**
 * What is checked and kept before and after a leader is told to move its control channel. Each
 * method is one transaction, so that what was ordered is in the audit log whatever becomes of it.
 */
@Stateless
public class ChannelMoves {
  private static final String ACTION = "segment.control-channel";

  @PersistenceContext private EntityManager entities;
  @Inject private AuditLog audit;
  @Inject private ServerDirectory directory;
  @Inject private SegmentWork work;

  /**
   * Notes the order.
   *
   * @return who is to be told
   * @throws NotFound when the segment is unknown
   * @throws Conflict when nobody leads, there is no multicast, or a run commits on these servers
   */
  public SegmentLeader order(String name, String group, int port, Actor by) {
    Segment segment = find(name);
    SegmentLeader leader = directory.leaders().get(name);
    if (leader == null) {
      throw new Conflict(
          "Nobody leads segment \""
              + name
              + "\" right now who could move it. Repeat the order when a leader reports.");
    }
    if (!segment.multicast()) {
      throw new Conflict(
          "Segment \"" + name + "\" works without multicast: it has no control channel to move.");
    }
    Optional<String> committing = work.committingOn(name);
    if (committing.isPresent()) {
      throw new Conflict(
          committing.get()
              + " commits on servers of segment \""
              + name
              + "\". Repeat the order when it has ended.");
    }
    audit.record(by, ACTION, name, group + ":" + port + " ordered of " + leader.server());
    return leader;
  }

  private Segment find(String name) {
    Segment segment = entities.find(Segment.class, Names.segment("segment", name));
    if (segment == null) {
      throw new NotFound("segment", name);
    }
    return segment;
  }

  /** Notes what the leader answered, empty when it has begun. */
  public void answered(
      SegmentLeader leader, String group, int port, Optional<String> refusal, Actor by) {
    String answer = refusal.orElse(leader.server() + " has begun");
    audit.record(by, ACTION, leader.segment(), group + ":" + port + ": " + answer);
  }
}
