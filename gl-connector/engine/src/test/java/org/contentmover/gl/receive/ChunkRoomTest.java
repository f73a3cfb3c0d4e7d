package org.contentmover.gl.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Room for what waits for the disk is bounded, and looking for memory holds nobody up (LD-1). */
class ChunkRoomTest {
  private static final Path FILE = Path.of("spool");
  private final Deque<Runnable> diskWork = new ArrayDeque<>();
  private long nowNs;
  private boolean noMemory;
  private int asked;
  private final ChunkSupply supply =
      new ChunkSupply(
          () -> {
            asked++;
            if (noMemory) {
              throw new OutOfMemoryError("of the test");
            }
            return new Chunk();
          },
          () -> nowNs);
  private final ChunkRoom room = new ChunkRoom(FILE, diskWork::add, supply);

  private void pass(int seconds) {
    nowNs += TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void shouldMakeNoMoreThanItMayThoughTheDiskAndTheLoopMakeThem() {
    for (int i = 1; i < ChunkRoom.MAX_CHUNKS; i++) {
      assertNotNull(room.take());
    }
    noMemory = true;
    assertNull(room.take());
    assertNull(room.take(), "from now on the disk's threads look");
    assertEquals(1, diskWork.size());

    noMemory = false;
    pass(ChunkSupply.SHORT_SECONDS);
    assertNotNull(room.take(), "the last one");
    diskWork.remove().run();
    assertNull(room.take());
  }

  @Test
  void shouldLeaveLookingForMemoryToTheDiskUntilThereWasEnoughForAWhile() {
    noMemory = true;
    assertNull(room.take());
    noMemory = false;
    pass(ChunkSupply.SHORT_SECONDS - 1);
    assertNotNull(supply.make(FILE), "of another file, on a thread of the disk");
    assertTrue(supply.isShort());

    noMemory = true;
    assertNull(supply.make(FILE));
    pass(ChunkSupply.SHORT_SECONDS - 1);
    int before = asked;
    assertNull(room.take());
    assertEquals(before, asked, "the loop does not look");
    pass(1);
    assertFalse(supply.isShort());
  }
}
