package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * The leader has sent all frames of a pass; travels behind them on the same channel (LD-4).
 *
 * @param assignment what is transferred
 * @param epoch of the leader
 * @param pass the pass that has ended, from 1
 * @param frames how many frames it had
 * @param statusWindowMs each participant tells its status at a random time within it
 */
public record PassEnd(AssignmentId assignment, long epoch, int pass, int frames, int statusWindowMs)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 34;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u16(pass).u32(frames).u32(statusWindowMs);
  }

  static PassEnd read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    int pass = in.u16();
    long frames = in.u32();
    long windowMs = in.u32();
    if (!in.ok() || pass < 1 || frames > Integer.MAX_VALUE || windowMs > Announce.MAX_WINDOW_MS) {
      in.fail();
      return null;
    }
    return new PassEnd(assignment, epoch, pass, (int) frames, (int) windowMs);
  }
}
