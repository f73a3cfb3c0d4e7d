package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Room for pieces that all sites of a server share. */
class PieceMemoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private long nowNs = -1;
  private final PieceMemory.Pool pool = new PieceMemory.Pool(2, PATIENCE, () -> nowNs);

  @Test
  void shouldBeUsedAgain() throws IOException {
    PieceMemory first = pool.take();
    PieceMemory second = pool.take();
    assertNotSame(first, second);
    assertEquals(0, pool.free());
    first.close();
    assertSame(first, pool.take());
  }

  /** Two sites on a disk that hangs keep no other site from its content. */
  @Test
  void shouldNotWaitForThoseWhoHaveStopped() throws IOException {
    PieceMemory first = pool.take();
    PieceMemory second = pool.take();
    nowNs += PATIENCE.toNanos();
    for (int piece = 0; piece < 3; piece++) {
      try (PieceMemory third = pool.take()) {
        assertNotSame(first, third);
        assertNotSame(second, third);
        assertEquals(0, pool.free());
      }
    }
    first.close();
    second.close();
    assertEquals(2, pool.free(), "there are as many as before");
  }

  @Test
  void shouldComeBackFromAReaderThatFailed() throws IOException {
    byte[] old = RandomEdits.random(1, 200_000);
    byte[] patch = packed(old);
    TreeOfBytes base = new TreeOfBytes().file("old", old);
    BaseRange whole = new BaseRange(0, View.RAW, 0, old.length);
    Piece tooLong = new Piece.Patch(old.length + 1, patch.length, List.of(whole));
    for (int i = 0; i < 3; i++) {
      try (PieceReader reader = new PieceReader(base, MadeContent.NONE, pool)) {
        assertThrows(
            PieceRejected.class, () -> reader.make(tooLong, new ByteArrayInputStream(patch)));
      }
    }
    assertEquals(2, pool.free());
  }

  private static byte[] packed(byte[] content) {
    try (ZstdFrames frames = new ZstdFrames(DeltaProfile.FAST)) {
      return frames.pack(content, content.length, content);
    }
  }
}
