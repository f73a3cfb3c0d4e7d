package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The leader has a server's report.
 *
 * @param assignment which assignment
 * @param epoch of the leader
 * @param number of the report
 */
public record ReportAck(AssignmentId assignment, long epoch, int number) implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 37;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u32(number);
  }

  static ReportAck read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    int number = (int) in.u32();
    return in.ok() ? new ReportAck(assignment, epoch, number) : null;
  }
}
