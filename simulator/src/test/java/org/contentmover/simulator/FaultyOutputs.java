package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.CollectedReports;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.registration.SegmentSnapshot;
import org.contentmover.core.segment.Leadership;
import org.contentmover.core.segment.Leadership.Role;
import org.contentmover.core.segment.SegmentOutput;

/** Members that decide right and do something else: planted faults, one kind each. */
final class FaultyOutputs {
  private FaultyOutputs() {}

  private static MemberFactory of(UnaryOperator<SegmentOutput> fault) {
    return (identity, config, floor, random, output) ->
        MemberFactory.real().create(identity, config, floor, random, fault.apply(output));
  }

  /** Says to all that it leads, and writes that down afterwards. */
  static MemberFactory speakingBeforeItIsOnDisk() {
    return of(
        real ->
            new ForwardingOutput(real) {
              private Runnable writtenLater = () -> {};

              @Override
              public void persistFloor(LeadershipFloor floor) {
                writtenLater = () -> real.persistFloor(floor);
              }

              @Override
              public void leadershipChanged(Leadership leadership) {
                if (leadership.role() == Role.LEADER) {
                  return; // told behind the first heartbeat
                }
                writtenLater.run();
                writtenLater = () -> {};
                real.leadershipChanged(leadership);
              }
            });
  }

  /** Elected again, it goes on with the number of its first leadership. */
  static MemberFactory leadingAgainInItsOldEpoch() {
    return of(
        real ->
            new ForwardingOutput(real) {
              private Leadership first;
              private boolean leads;

              @Override
              public void leadershipChanged(Leadership leadership) {
                boolean begins = leadership.role() == Role.LEADER && !leads;
                if (begins && first == null) {
                  first = leadership;
                }
                leads = leadership.role() == Role.LEADER;
                real.leadershipChanged(begins ? first : leadership);
              }
            });
  }

  /** Every fortieth frame counts as written, and is not. */
  static MemberFactory acknowledgingWhatItDidNotWrite() {
    return of(
        real ->
            new ForwardingOutput(real) {
              private int frames;

              @Override
              public boolean writeFrame(AssignmentId assignment, long offset, ByteBuffer payload) {
                return ++frames % 40 == 0 || real.writeFrame(assignment, offset, payload);
              }
            });
  }

  /** Takes every parity frame for the next one of its block. */
  static MemberFactory confusingParity() {
    return of(
        real ->
            new ForwardingOutput(real) {
              @Override
              public boolean keepParity(
                  AssignmentId assignment, int block, int index, ByteBuffer payload) {
                return real.keepParity(assignment, block, index + 1, payload);
              }
            });
  }

  /** The last participant is in no report. */
  static MemberFactory forgettingAParticipant() {
    return of(
        real ->
            new ForwardingOutput(real) {
              @Override
              public void reportsCollected(CollectedReports reports) {
                real.reportsCollected(
                    new CollectedReports(
                        reports.assignment(),
                        reports.epoch(),
                        reports.sequence(),
                        reports.isFinal(),
                        reports.problem(),
                        reports.servers().subList(0, reports.servers().size() - 1)));
              }
            });
  }

  /** All snapshots have the number 1. */
  static MemberFactory numberingNoSnapshots() {
    return of(
        real ->
            new ForwardingOutput(real) {
              @Override
              public void segmentChanged(SegmentSnapshot snapshot) {
                real.segmentChanged(
                    new SegmentSnapshot(
                        snapshot.epoch(),
                        1,
                        snapshot.members(),
                        snapshot.joined(),
                        snapshot.left(),
                        snapshot.lost()));
              }
            });
  }

  /** A leader that was deposed in the middle of a transfer sends one frame more. */
  static MemberFactory sendingAfterItsLeadership() {
    return of(
        real ->
            new ForwardingOutput(real) {
              private Runnable again = () -> {};

              @Override
              public void sendFrame(
                  TransferSession session, int pass, int frame, long offset, int length) {
                again = () -> real.sendFrame(session, pass, frame, offset, length);
                again.run();
              }

              @Override
              public void leadershipChanged(Leadership leadership) {
                real.leadershipChanged(leadership);
                if (leadership.role() != Role.LEADER) {
                  again.run();
                }
              }
            });
  }

  /** Its list has everybody but this server. */
  static MemberFactory hiding(ServerName hidden) {
    return of(
        real ->
            new ForwardingOutput(real) {
              @Override
              public void segmentChanged(SegmentSnapshot snapshot) {
                real.segmentChanged(
                    new SegmentSnapshot(
                        snapshot.epoch(),
                        snapshot.sequence(),
                        snapshot.members().stream()
                            .filter(member -> !member.server().equals(hidden))
                            .toList(),
                        snapshot.joined(),
                        snapshot.left(),
                        snapshot.lost()));
              }
            });
  }
}
