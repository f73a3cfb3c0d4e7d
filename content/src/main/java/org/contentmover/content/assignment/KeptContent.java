package org.contentmover.content.assignment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.content.assignment.ContentLayout.PlacedPiece;
import org.contentmover.content.delta.MadeContent;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.MadeRanges;
import org.contentmover.core.manifest.Scratch;

/**
 * What later pieces use of the content stream, put aside when it is made (CM-3). {@link
 * ContentLayout} has found that there is not too much of it, and that it comes before its use. One
 * thread.
 */
final class KeptContent implements MadeContent {
  private final List<PlacedPiece> pieces;
  private final MadeRanges wanted;
  private final Scratch scratch;

  /** Where in the scratch begins what is kept of a piece. */
  private final Map<Integer, Long> kept = new HashMap<>();

  private long keptBytes;

  /** What was kept when it was looked at last: every look at a disk's scratch is a mapping. */
  private ByteBuffer seen = ByteBuffer.allocate(0);

  /** Of the pieces before this one none is missing. */
  private int complete;

  KeptContent(ContentLayout layout, Scratch scratch) {
    this.pieces = layout.pieces();
    this.wanted = layout.usedAgain();
    this.scratch = scratch;
  }

  /** The pieces before this one that have to be made for it, in their order. */
  List<Integer> missingBefore(int index) {
    List<Integer> missing = new ArrayList<>();
    if (ContentLayout.isMadeOfOthers(pieces.get(index))) {
      while (complete < index && !isMissing(complete)) {
        complete++;
      }
      for (int i = complete; i < index; i++) {
        if (isMissing(i)) {
          missing.add(i);
        }
      }
    }
    return missing;
  }

  private boolean isMissing(int index) {
    return isWanted(index) && !kept.containsKey(index);
  }

  /** Puts aside what is wanted of a piece. */
  void keep(int index, ByteBuffer content) throws IOException {
    if (!isMissing(index)) {
      return;
    }
    PlacedPiece piece = pieces.get(index);
    long begin = keptBytes;
    for (MadeRange range : wanted.between(piece.offset(), piece.end())) {
      int from = (int) (range.offset() - piece.offset());
      scratch.append(content.slice(from, (int) range.length()));
      keptBytes += range.length();
    }
    kept.put(index, begin);
  }

  /** How much is kept. */
  long bytes() {
    return keptBytes;
  }

  private boolean isWanted(int index) {
    PlacedPiece piece = pieces.get(index);
    return wanted.rank(piece.end()) > wanted.rank(piece.offset());
  }

  @Override
  public void readFully(List<MadeRange> ranges, ByteBuffer into) throws IOException {
    for (MadeRange range : ranges) {
      for (long at = range.offset(); at < range.end(); ) {
        int index = PlacedPiece.indexAt(pieces, at);
        PlacedPiece piece = pieces.get(index);
        Long begin = kept.get(index);
        if (begin == null) {
          throw new IllegalStateException("piece " + index + " is used and was not kept");
        }
        int length = (int) (Math.min(range.end(), piece.end()) - at);
        into.put(kept((int) (begin + wanted.rank(at) - wanted.rank(piece.offset())), length));
        at += length;
      }
    }
  }

  private ByteBuffer kept(int from, int length) throws IOException {
    if (from + length > seen.limit()) {
      seen = scratch.content();
    }
    return seen.slice(from, length);
  }
}
