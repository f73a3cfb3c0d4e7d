package org.contentmover.ccm.topology;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.contentmover.ccm.topology.view.CandidateView;
import org.contentmover.ccm.topology.view.LeadershipOrder;

/** Says in words why a server leads and not another one. Pure. */
final class LeadershipReason {
  private LeadershipReason() {}

  /**
   * The reason.
   *
   * @param leader null for none
   * @param silent whether it does not report any more
   */
  static String of(String leader, boolean silent, List<CandidateView> candidates) {
    if (leader == null) {
      return "No leader has reported yet.";
    }
    if (silent) {
      return leader + " led last and does not report any more; see the servers of the segment.";
    }
    Optional<CandidateView> assigned =
        candidates.stream().filter(c -> c.order() == LeadershipOrder.ASSIGNED).findFirst();
    if (assigned.isPresent()) {
      return withAssigned(leader, assigned.get());
    }
    return candidates.stream()
        .filter(CandidateView::up)
        .max(Comparator.comparing(CandidateView::priority))
        .map(best -> byPriority(leader, best, candidates))
        .orElse(leader + " reports, and no server is known here.");
  }

  private static String withAssigned(String leader, CandidateView assigned) {
    String name = assigned.server();
    if (name.equals(leader)) {
      return leader + " is assigned to lead.";
    }
    if (!assigned.up()) {
      return name + " is assigned to lead and is down; " + leader + " stands in for it.";
    }
    if (!assigned.taken()) {
      return name + " is assigned to lead and has not taken the order yet.";
    }
    return name
        + " is assigned to lead and will, from the next election on. "
        + leader
        + " is healthy and leads until then, unless the servers are configured with"
        + " election.preemption=true. To have the election now, order that "
        + leader
        + " must not lead, and once "
        + name
        + " leads, that its own configuration counts again.";
  }

  private static String byPriority(
      String leader, CandidateView best, List<CandidateView> candidates) {
    int own =
        candidates.stream()
            .filter(candidate -> candidate.server().equals(leader))
            .mapToInt(CandidateView::priority)
            .findFirst()
            .orElse(0);
    if (own >= best.priority()) {
      return leader + " has the highest priority, " + own + ".";
    }
    return best.server()
        + " has the higher priority, "
        + best.priority()
        + " to "
        + own
        + ": it came later or its priority rose. "
        + leader
        + " is healthy and is not deposed; the next election considers it.";
  }
}
