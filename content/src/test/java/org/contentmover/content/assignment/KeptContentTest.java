package org.contentmover.content.assignment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.contentmover.content.delta.MadeRange;
import org.contentmover.content.delta.Piece;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.Scratch;
import org.contentmover.core.manifest.TreeChange;
import org.junit.jupiter.api.Test;

class KeptContentTest {
  private static final int RANGE_BYTES = 20;
  private static final int RANGES = 500;
  private static final int PIECE_BYTES = 2 * RANGE_BYTES * RANGES;

  private final CountedScratch scratch = new CountedScratch();
  private final List<MadeRange> ranges = new ArrayList<>();

  /** Every look at it is a mapping where it lies on a disk. */
  private static final class CountedScratch implements Scratch {
    private final HeapScratch bytes = new HeapScratch();
    private int looks;

    @Override
    public void append(ByteBuffer more) {
      bytes.append(more);
    }

    @Override
    public void overwrite(int at, ByteBuffer other) {
      bytes.overwrite(at, other);
    }

    @Override
    public ByteBuffer content() {
      looks++;
      return bytes.content();
    }
  }

  /** Two pieces, and one made of every other 20 bytes of both. */
  private ContentLayout layout() throws Exception {
    long whole = 2L * PIECE_BYTES;
    for (int i = 0; i < 2 * RANGES; i++) {
      ranges.add(new MadeRange(2L * i * RANGE_BYTES, RANGE_BYTES));
    }
    List<Piece> pieces =
        List.of(
            new Piece.Stored(PIECE_BYTES),
            new Piece.Stored(PIECE_BYTES),
            new Piece.Patch(PIECE_BYTES, 100, List.of(), ranges, 0));
    ContentLayout layout = new ContentLayout();
    ManifestEntry file = ManifestEntry.file("a", 0644, 0, whole + PIECE_BYTES, ContentHash.NONE);
    layout.accept(new AssignmentCommand.Change(new TreeChange.PutFile(file)));
    for (Piece piece : pieces) {
      layout.accept(new AssignmentCommand.Content(piece, 0));
    }
    layout.finish(whole + 100);
    return layout;
  }

  @Test
  void shouldLookOnceAtWhatItKeepsForHoweverManyRanges() throws Exception {
    ContentLayout layout = layout();
    KeptContent kept = new KeptContent(layout, scratch);
    byte[] made = new byte[2 * PIECE_BYTES];
    new Random(1).nextBytes(made);
    for (int piece = 0; piece < 2; piece++) {
      kept.keep(piece, ByteBuffer.wrap(made, piece * PIECE_BYTES, PIECE_BYTES).slice());
      for (MadeRange range : ranges.subList(piece * RANGES, (piece + 1) * RANGES)) {
        ByteBuffer into = ByteBuffer.allocate(RANGE_BYTES);
        kept.readFully(List.of(range), into);
        int from = (int) range.offset();
        assertArrayEquals(Arrays.copyOfRange(made, from, from + RANGE_BYTES), into.array());
      }
    }
    assertTrue(scratch.looks <= 2, scratch.looks + " looks");
    ByteBuffer earlier = ByteBuffer.allocate(RANGE_BYTES);
    kept.readFully(ranges.subList(0, 1), earlier);
    assertEquals(2, scratch.looks);
  }
}
