package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * A server tells the leader its result, again and again until the leader acknowledges (DT-8).
 *
 * @param epoch of the leader it goes to
 * @param from unicast address of the sender, for the acknowledgement
 * @param number grows with every report of the sender; the acknowledgement repeats it
 * @param result what it tells
 */
public record Report(long epoch, PeerAddress from, int number, MemberReport result)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 36;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public AssignmentId assignment() {
    return result.assignment();
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment(), epoch);
    out.address(from).u32(number).u8(Fields.code(result.outcome()));
    out.i64(result.bytes()).i64(result.liveVersion()).i64(result.atMillis());
    out.text(result.reason());
  }

  static Report read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    PeerAddress from = in.address();
    int number = (int) in.u32();
    Outcome outcome = Fields.readCode(in, Outcome.values());
    long bytes = in.u63();
    long liveVersion = in.u63();
    long atMillis = in.u63();
    String reason = in.text(Fields.MAX_REASON_BYTES);
    return in.ok()
        ? new Report(
            epoch,
            from,
            number,
            new MemberReport(assignment, outcome, reason, bytes, liveVersion, atMillis))
        : null;
  }
}
