package org.contentmover.simulator;

import java.util.HashMap;
import java.util.Map;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.Leadership.Role;

/**
 * What must hold at every moment (EL-6, EL-10), over all crashes and restarts of a server:
 *
 * <ul>
 *   <li>it never follows two leaders in one epoch, and its accepted floor never falls;
 *   <li>it follows nobody, and says that it leads, only when its disk says so too;
 *   <li>a leadership that it gave up does not come back: the next one has another epoch;
 *   <li>after a standstill in which the others must have given it up, it speaks as leader only of a
 *       new leadership;
 *   <li>it sends no content while it follows another;
 *   <li>the snapshots it tells have rising numbers.
 * </ul>
 */
final class LeadershipInvariants {
  private record Term(ServerName server, long epoch) {}

  private record SnapshotNumber(long epoch, long sequence) {}

  private final Map<Term, ServerName> followed = new HashMap<>();
  private final Map<ServerName, LeadershipFloor> floors = new HashMap<>();
  private final Map<ServerName, Leadership> current = new HashMap<>();
  private final Map<ServerName, Long> endedByStandstill = new HashMap<>();
  private final Map<ServerName, SnapshotNumber> snapshots = new HashMap<>();

  void onFloor(ServerName server, LeadershipFloor floor) {
    LeadershipFloor before = floors.getOrDefault(server, LeadershipFloor.NONE);
    if (!before.equals(floor) && floor.epoch() <= before.epoch()) {
      throw new InvariantViolation(
          server + " accepts " + text(floor) + " after it has accepted " + text(before));
    }
    floors.put(server, floor);
  }

  /** The process died: what it believed went with it, what it promised did not. */
  void onCrash(ServerName server) {
    current.remove(server);
    endedByStandstill.remove(server);
  }

  void onLeadership(ServerName server, Leadership leadership) {
    Leadership last = current.put(server, leadership);
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
    boolean goesOn =
        last != null && last.role() == Role.LEADER && last.epoch() == leadership.epoch();
    if (before != null && leader.equals(server) && !goesOn) {
      throw new InvariantViolation(
          server + " leads again in epoch " + leadership.epoch() + ", which it had given up");
    }
    requireOnDisk(server, " follows ", LeadershipFloor.of(leadership.epoch(), leader));
  }

  /** The server says to all that it leads. */
  void onLeaderAlive(ServerName server, long epoch) {
    if (endedByStandstill.getOrDefault(server, 0L) == epoch) {
      throw new InvariantViolation(
          server + " speaks as leader of epoch " + epoch + " after it stood still too long");
    }
    requireOnDisk(server, " says that it is ", LeadershipFloor.of(epoch, server));
  }

  private void requireOnDisk(ServerName server, String does, LeadershipFloor leadership) {
    LeadershipFloor onDisk = floors.getOrDefault(server, LeadershipFloor.NONE);
    if (!onDisk.equals(leadership)) {
      throw new InvariantViolation(
          server + does + text(leadership) + " while its disk says " + text(onDisk));
    }
  }

  /** A leader stood still so long that the others must have given it up. */
  void onStandstill(ServerName leader, long epoch) {
    endedByStandstill.put(leader, epoch);
  }

  /** The server sends a frame of content. */
  void onSends(ServerName server) {
    Leadership now = current.get(server);
    // In doubt, a leader goes on: what it sends is of use until another one speaks.
    if (now != null && now.role() == Role.MEMBER) {
      throw new InvariantViolation(
          server + " sends content and follows " + now.leader().orElseThrow());
    }
  }

  /** The server tells its agent a snapshot of the segment. */
  void onSnapshot(ServerName server, long epoch, long sequence) {
    SnapshotNumber before = snapshots.put(server, new SnapshotNumber(epoch, sequence));
    boolean rises =
        before == null
            || epoch > before.epoch()
            || (epoch == before.epoch() && sequence > before.sequence());
    if (!rises) {
      throw new InvariantViolation(
          server
              + " tells snapshot "
              + epoch
              + "/"
              + sequence
              + " after "
              + before.epoch()
              + "/"
              + before.sequence());
    }
  }

  private static String text(LeadershipFloor floor) {
    return floor.leader().map(leader -> leader + " in epoch " + floor.epoch()).orElse("nobody");
  }
}
