package org.contentmover.content.assignment;

import org.contentmover.content.store.Packing;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;

/**
 * Whether the payloads of the commands, in their order, cover the data section exactly: frame after
 * frame, file after file within each. So data is read once, front to back, and declared sizes that
 * lie are found before anything is written.
 */
public final class FrameLayout {
  private Payload frame;
  private long usedContentBytes;

  /**
   * Takes the next command.
   *
   * @throws AssignmentRejected when its payload does not follow the one before
   */
  public void accept(AssignmentCommand command) throws AssignmentRejected {
    if (!(command.change() instanceof TreeChange.PutFile put)) {
      return;
    }
    ManifestEntry entry = put.entry();
    Payload payload = command.payload();
    if (entry.sizeBytes() == 0) {
      require(
          payload == null && entry.sha256().equals(ContentHash.OF_NOTHING),
          entry,
          "is empty but has data or the hash of some");
      return;
    }
    require(payload != null, entry, "has no data");
    require(
        payload.frameOffset() >= 0 && payload.frameBytes() > 0 && payload.frameContentBytes() > 0,
        entry,
        "lies in an impossible frame");
    require(
        payload.packing() != Packing.STORED || payload.frameBytes() == payload.frameContentBytes(),
        entry,
        "lies in a frame that is stored as it is and has two lengths");
    if (frame == null || !payload.sameFrame(frame)) {
      require(payload.frameOffset() == endOfFrames(entry), entry, "lies in a frame out of order");
      frame = payload;
      usedContentBytes = 0;
    }
    require(payload.offsetInFrame() == usedContentBytes, entry, "is out of order in its frame");
    require(
        entry.sizeBytes() <= frame.frameContentBytes() - usedContentBytes,
        entry,
        "is longer than its frame");
    usedContentBytes += entry.sizeBytes();
  }

  /**
   * Ends the check.
   *
   * @throws AssignmentRejected when the frames do not fill the data section
   */
  public void finish(long dataBytes) throws AssignmentRejected {
    boolean complete = frame == null || usedContentBytes == frame.frameContentBytes();
    long end = frame == null ? 0 : frame.frameOffset() + frame.frameBytes();
    if (!complete || end != dataBytes) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_COMMANDS,
          "the commands use " + end + " bytes of data, the assignment has " + dataBytes);
    }
  }

  private long endOfFrames(ManifestEntry entry) throws AssignmentRejected {
    if (frame == null) {
      return 0;
    }
    require(usedContentBytes == frame.frameContentBytes(), entry, "follows a frame with a gap");
    return frame.frameOffset() + frame.frameBytes();
  }

  private static void require(boolean holds, ManifestEntry entry, String complaint)
      throws AssignmentRejected {
    if (!holds) {
      throw new AssignmentRejected(
          RefusalReason.WRONG_COMMANDS, "file \"" + entry.path() + "\" " + complaint);
    }
  }
}
