package org.contentmover.agent.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.gl.api.ByteRange;
import org.junit.jupiter.api.Test;

/** What is told while ranges are fetched. */
class FetchedPartsTest {
  private static final long PIECE_BYTES = 65_536;

  private final List<ByteRange> told = new ArrayList<>();
  private final FetchedParts parts = new FetchedParts(told::add);

  @Test
  void shouldTellAPartWhenItIsLongEnough() {
    for (long at = 0; at < FetchedParts.PART_BYTES * 3 / 2; at += PIECE_BYTES) {
      parts.add(new ByteRange(at, PIECE_BYTES));
    }
    assertEquals(List.of(new ByteRange(0, FetchedParts.PART_BYTES)), told);
    parts.tellRest();
    assertEquals(new ByteRange(FetchedParts.PART_BYTES, FetchedParts.PART_BYTES / 2), told.get(1));
  }

  @Test
  void shouldTellWhatIsThereBeforeAGap() {
    parts.add(new ByteRange(10, 5));
    parts.add(new ByteRange(15, 1));
    parts.add(new ByteRange(30, 2));
    assertEquals(List.of(new ByteRange(10, 6)), told);
  }

  @Test
  void shouldTellNothingTwice() {
    parts.tellRest();
    parts.add(new ByteRange(10, 5));
    parts.tellRest();
    parts.tellRest();
    parts.add(new ByteRange(15, 5));
    parts.tellRest();
    assertEquals(List.of(new ByteRange(10, 5), new ByteRange(15, 5)), told);
  }
}
