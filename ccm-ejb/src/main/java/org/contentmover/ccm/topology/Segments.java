package org.contentmover.ccm.topology;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.topology.view.SegmentReport;
import org.contentmover.ccm.topology.view.SegmentView;

/** Network segments. They come into being by the first enrolment or report that names them. */
@Local
public interface Segments {
  /** All segments by name. */
  List<SegmentView> list();

  SegmentView view(String name);

  /**
   * Takes a leader's report (EL-10).
   *
   * @param reporter the server that proved itself with the request
   * @throws org.contentmover.ccm.problem.Outdated when (epoch, sequence) is not newer than what is
   *     held
   * @throws org.contentmover.ccm.problem.LeadershipForgotten when the leadership held is another
   *     one, not older, and its leader is silent
   * @throws org.contentmover.ccm.problem.NotAllowed when the reporter is not the leader it names,
   *     or of another segment
   */
  void report(String segment, SegmentReport report, String reporter);

  /** Gives the segment another title (UI-8). {@code expectedRevision} null: whatever is held. */
  SegmentView rename(String name, String title, Long expectedRevision, Actor by);

  /** Forgets a segment without servers. */
  void remove(String name, Actor by);
}
