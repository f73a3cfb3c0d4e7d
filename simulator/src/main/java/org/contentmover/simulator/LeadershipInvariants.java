package org.contentmover.simulator;

import java.util.HashMap;
import java.util.Map;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.Leadership.Role;

/**
 * What must hold at every moment (EL-6), over all crashes and restarts of a server: it never
 * follows two leaders in one epoch, its accepted floor never falls, and it follows nobody whose
 * leadership is not on its disk.
 */
final class LeadershipInvariants {
  private record Term(ServerName server, long epoch) {}

  private final Map<Term, ServerName> followed = new HashMap<>();
  private final Map<ServerName, LeadershipFloor> floors = new HashMap<>();

  void onFloor(ServerName server, LeadershipFloor floor) {
    LeadershipFloor before = floors.getOrDefault(server, LeadershipFloor.NONE);
    if (!before.equals(floor) && floor.epoch() <= before.epoch()) {
      throw new InvariantViolation(
          server + " accepts " + text(floor) + " after it has accepted " + text(before));
    }
    floors.put(server, floor);
  }

  void onLeadership(ServerName server, Leadership leadership) {
    if (leadership.role() == Role.UNKNOWN) {
      return;
    }
    ServerName leader = leadership.leader().orElseThrow();
    ServerName before = followed.putIfAbsent(new Term(server, leadership.epoch()), leader);
    if (before != null && !before.equals(leader)) {
      throw new InvariantViolation(
          server
              + " follows "
              + leader
              + " in epoch "
              + leadership.epoch()
              + ", in which it has followed "
              + before);
    }
    LeadershipFloor onDisk = floors.getOrDefault(server, LeadershipFloor.NONE);
    if (!onDisk.is(leadership.epoch(), leader)) {
      throw new InvariantViolation(
          server
              + " follows "
              + text(LeadershipFloor.of(leadership.epoch(), leader))
              + " while its disk says "
              + text(onDisk));
    }
  }

  private static String text(LeadershipFloor floor) {
    return floor.leader().map(leader -> leader + " in epoch " + floor.epoch()).orElse("nobody");
  }
}
