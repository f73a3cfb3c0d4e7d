package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The leader will send nothing more of a session.
 *
 * @param assignment which assignment
 * @param epoch of the leader
 * @param end how it ended
 */
public record SessionEnd(AssignmentId assignment, long epoch, End end) implements MctpMessage {
  /** How a session ends; the code is the place in this list, from 1. */
  public enum End {
    /** All that could be done is done. */
    DONE,
    /** Called off: what was received is of no use. */
    CANCELLED
  }

  /** Code of this message. */
  public static final int TYPE = 38;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u8(Fields.code(end));
  }

  static SessionEnd read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    End end = Fields.readCode(in, End.values());
    return in.ok() ? new SessionEnd(assignment, epoch, end) : null;
  }
}
