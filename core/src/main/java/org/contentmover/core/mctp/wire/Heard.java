package org.contentmover.core.mctp.wire;

import java.util.List;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * A receiver tells how many frames it heard between two marks that it heard, and what it lacked at
 * the second one of what had been sent (LD-5, LD-6, LD-11). The leader knows how many frames it
 * sent between them.
 *
 * @param assignment what is transferred
 * @param epoch of the leader it goes to
 * @param earlierMark number of the mark from which it counted
 * @param mark number of the mark up to which it counted
 * @param frames how many it heard and could take, those it had already included
 * @param needs what it lacks, ascending blocks, at most {@link BlockNeed#MAX_NEEDS}
 */
public record Heard(
    AssignmentId assignment,
    long epoch,
    int earlierMark,
    int mark,
    int frames,
    List<BlockNeed> needs)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 49;

  /** Copies the list. */
  public Heard {
    needs = List.copyOf(needs);
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u32(earlierMark).u32(mark).u32(frames);
    BlockNeed.writeAll(out, needs);
  }

  static Heard read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    long earlierMark = in.u32();
    long mark = in.u32();
    long frames = in.u32();
    List<BlockNeed> needs = BlockNeed.readAll(in);
    boolean possible =
        earlierMark >= 1
            && mark > earlierMark
            && mark <= Integer.MAX_VALUE
            && frames <= Integer.MAX_VALUE;
    if (!in.ok() || !possible) {
      in.fail();
      return null;
    }
    return new Heard(assignment, epoch, (int) earlierMark, (int) mark, (int) frames, needs);
  }
}
