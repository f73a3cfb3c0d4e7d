package org.contentmover.ccm.topology;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.topology.view.LeadershipOrder;
import org.contentmover.ccm.topology.view.LeadershipView;

/** An administrator's orders about who leads a segment, and on which channel it speaks. */
@Local
public interface SegmentCommand {
  /** Who leads, since when, why, and who else could. */
  LeadershipView leadership(String segment);

  /**
   * Who is to lead (EL-12). Kept, and brought to the server as soon as it is up. Assigning a server
   * takes the assignment from the one before.
   *
   * @throws org.contentmover.ccm.problem.NotFound when segment or server is unknown
   * @throws org.contentmover.ccm.problem.Conflict when the server is of another segment, or nobody
   *     would be left who may lead
   */
  LeadershipView order(String segment, String server, LeadershipOrder order, Actor by);

  /**
   * Moves a segment to another control channel (EL-9). Returns when its leader has begun; the
   * channel of {@link #leadership} tells when it is done.
   *
   * @throws org.contentmover.ccm.problem.Invalid when that is no multicast group and port
   * @throws org.contentmover.ccm.problem.Conflict when nobody leads, the leader refuses or is not
   *     reached, there is no multicast, or a run commits on these servers
   */
  void moveControlChannel(String segment, String group, Integer port, Actor by);
}
