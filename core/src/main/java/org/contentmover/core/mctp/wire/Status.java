package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * A participant tells the leader where it stands: as its answer to the announcement (pass 0), after
 * a pass, and when asked (LD-2, LD-4).
 *
 * @param assignment what is transferred
 * @param epoch of the leader it goes to
 * @param from unicast address of the sender
 * @param pass the pass that has ended, 0 before the first one
 * @param state where the sender stands
 * @param missingFrames how many frames it lacks in all
 * @param heardFrames how many frames of that pass reached it, duplicates counted: the base of loss
 *     measurement
 * @param missing which frames it lacks, as far as one datagram can tell
 * @param reason for an administrator when the state needs one, else ""
 */
public record Status(
    AssignmentId assignment,
    long epoch,
    PeerAddress from,
    int pass,
    ReceiverState state,
    int missingFrames,
    int heardFrames,
    MissingPart missing,
    String reason)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 33;

  /** Room for missing ranges in one datagram, next to the longest name and no reason. */
  public static final int RANGE_BYTES = 1_200;

  /** This status with another of its parts. */
  public Status with(MissingPart part) {
    return new Status(
        assignment, epoch, from, pass, state, missingFrames, heardFrames, part, reason);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.address(from).u16(pass).u8(Fields.code(state)).u32(missingFrames).u32(heardFrames);
    missing.write(out);
    out.text(reason);
  }

  static Status read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    PeerAddress from = in.address();
    int pass = in.u16();
    ReceiverState state = Fields.readCode(in, ReceiverState.values());
    long missingFrames = in.u32();
    long heardFrames = in.u32();
    MissingPart missing = MissingPart.read(in);
    String reason = in.text(Fields.MAX_REASON_BYTES);
    if (!in.ok() || missingFrames > Integer.MAX_VALUE || heardFrames > Integer.MAX_VALUE) {
      in.fail();
      return null;
    }
    return new Status(
        assignment,
        epoch,
        from,
        pass,
        state,
        (int) missingFrames,
        (int) heardFrames,
        missing,
        reason);
  }
}
