package org.contentmover.core.mctp.wire;

import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * A point in the stream of a session's frames, sent between them on the same channel: receivers
 * that lack frames count what they hear from mark to mark, and tell what they lack of what has been
 * sent (LD-5, LD-11).
 *
 * @param assignment what is transferred
 * @param epoch of the leader
 * @param number of this mark in its session, from 1
 * @param answerShare how many of all receivers shall answer, of {@link #ALL}: each draws for itself
 * @param windowMs those that answer do so at a random time within it
 * @param sentBlocks coding blocks, from the first on, whose data frames this pass has sent as far
 *     as it sends any
 */
public record Mark(
    AssignmentId assignment, long epoch, int number, int answerShare, int windowMs, int sentBlocks)
    implements MctpMessage {
  /** Code of this message. */
  public static final int TYPE = 48;

  /** Share that means every receiver; none is 0. */
  public static final int ALL = 0xFFFF;

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void write(WireWriter out) {
    Fields.writeAssignment(out, assignment, epoch);
    out.u32(number).u16(answerShare).u32(windowMs).u32(sentBlocks);
  }

  static Mark read(WireReader in) {
    AssignmentId assignment = Fields.readAssignment(in);
    long epoch = in.u63();
    long number = in.u32();
    int answerShare = in.u16();
    long windowMs = in.u32();
    long sentBlocks = in.u32();
    boolean possible =
        number >= 1
            && number <= Integer.MAX_VALUE
            && windowMs <= Announce.MAX_WINDOW_MS
            && sentBlocks <= Integer.MAX_VALUE;
    if (!in.ok() || !possible) {
      in.fail();
      return null;
    }
    return new Mark(assignment, epoch, (int) number, answerShare, (int) windowMs, (int) sentBlocks);
  }
}
