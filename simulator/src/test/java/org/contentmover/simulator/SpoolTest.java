package org.contentmover.simulator;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ByteRange;
import org.junit.jupiter.api.Test;

/** What the simulator takes for a whole file. */
class SpoolTest {
  private final Spool spool = new Spool(new ServerName("boston-1"), new byte[10]);

  @Test
  void shouldBeWholeWhenFramesCoverWhatWasFetchedHalf() {
    spool.fill(new ByteRange(0, 5));
    frame(0, 4);
    frame(4, 4);
    frame(8, 2);
    assertDoesNotThrow(spool::assertWhole);
  }

  @Test
  void shouldNotBeWholeWithAGap() {
    frame(0, 4);
    frame(8, 2);
    spool.fill(new ByteRange(4, 3));
    assertThrows(InvariantViolation.class, spool::assertWhole);
  }

  private void frame(int offset, int length) {
    spool.write(offset, ByteBuffer.allocate(length));
  }
}
