package org.contentmover.content.delta.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** What other threads deflate comes out as if the calling one did (CM-3). */
class DeflatedAheadTest {
  private static final int LARGE_BYTES = 6 << 20;

  @Property(tries = 25)
  void shouldWriteWhatTheCallingThreadWould(@ForAll @LongRange(min = 1) long seed)
      throws IOException {
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    int level = 1 + new Random(seed).nextInt(9);
    try (DeflatingThreads threads = new DeflatingThreads();
        ArchiveOutput here = new DeflatedHere(level, expected);
        ArchiveOutput ahead = new DeflatedAhead(level, made, threads)) {
      writeParts(new Random(seed), here);
      writeParts(new Random(seed), ahead);
    }
    assertArrayEquals(expected.toByteArray(), made.toByteArray(), "seed " + seed);
  }

  private static void writeParts(Random random, ArchiveOutput archive) throws IOException {
    int parts = random.nextInt(40);
    for (int part = 0; part < parts; part++) {
      writeNoise(random, random.nextInt(3) * random.nextInt(30_000), archive.kept());
      if (random.nextInt(4) > 0) {
        int most = random.nextInt(20) == 0 ? 1 << 20 : 5_000;
        writeNoise(random, random.nextInt(most), archive.deflated());
        archive.finishEntry();
      }
    }
    archive.finish();
  }

  /** In pieces of any length; some of it can be compressed. */
  private static void writeNoise(Random random, int bytes, OutputStream to) throws IOException {
    int bound = 1 << 1 + random.nextInt(8);
    for (int left = bytes; left > 0; ) {
      byte[] some = new byte[Math.min(left, 1 + random.nextInt(100_000))];
      for (int i = 0; i < some.length; i++) {
        some[i] = (byte) random.nextInt(bound);
      }
      to.write(some, 0, some.length);
      left -= some.length;
    }
  }

  @Test
  void shouldHoldNoMoreThanItMay() throws IOException {
    long[] written = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int value) {
            written[0]++;
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            written[0] += length;
          }
        };
    try (DeflatingThreads threads = new DeflatingThreads();
        ArchiveOutput archive = new DeflatedAhead(6, counting, threads)) {
      Random random = new Random(1);
      long given = 0;
      for (int entry = 0; entry < 400; entry++) {
        writeNoise(random, 1, archive.kept());
        byte[] noise = new byte[entry % 2 == 0 ? 90_000 : 5];
        random.nextBytes(noise);
        archive.deflated().write(noise);
        archive.finishEntry();
        given += noise.length;
        assertTrue(given - written[0] <= (4 << 20) + 100_000, given + " - " + written[0]);
      }
    }
  }

  @Test
  void shouldPassOnWhatKeepsItFromBeingWritten() {
    IOException full = new IOException("No space left on device");
    OutputStream refusing =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw full;
          }
        };
    try (DeflatingThreads threads = new DeflatingThreads();
        ArchiveOutput archive = new DeflatedAhead(6, refusing, threads)) {
      IOException seen =
          assertThrows(
              IOException.class,
              () -> {
                archive.deflated().write(new byte[LARGE_BYTES]);
                archive.finishEntry();
                archive.finish();
              });
      assertSame(full, seen);
    }
  }
}
