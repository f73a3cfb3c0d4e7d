package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LargeFileTest {
  private static final int LARGE = 12_000_000;

  @Test
  void shouldCopyWhatIsThereAndPatchWhatIsBetween() throws IOException {
    byte[] old = RandomEdits.random(1, LARGE);
    byte[] now = old.clone();
    for (int i = 0; i < 10; i++) {
      Arrays.fill(now, i * 1_100_000, i * 1_100_000 + 20, (byte) i);
    }
    CollectedDelta delta = delta(old, now);
    assertTrue(delta.dataBytes() < 1_000, "ten small edits take " + delta.dataBytes());
    assertTrue(delta.pieces().size() < 25, "pieces: " + delta.pieces().size());
  }

  @Test
  void shouldFindWhatWasPushedAside() throws IOException {
    byte[] old = RandomEdits.random(2, LARGE);
    ByteArrayOutputStream now = new ByteArrayOutputStream();
    now.write(old, 5_000_000, 7_000_000);
    now.writeBytes("new in the middle".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    now.write(old, 0, 5_000_000);
    CollectedDelta delta = delta(old, now.toByteArray());
    assertTrue(delta.dataBytes() < 300, "a swap takes " + delta.dataBytes());
  }

  /** Of all sizes about what counts as a small edit, and about where it goes on. */
  @Test
  void shouldGoOnBehindWhatWasPutInTakenOutOrMoved() throws IOException {
    byte[] old = RandomEdits.random(7, LARGE);
    byte[] fresh = RandomEdits.random(8, 100_000);
    ByteArrayOutputStream now = new ByteArrayOutputStream();
    int from = 0;
    long news = 0;
    for (int bytes : new int[] {1, 31, 4_000, 16_000, 17_000, 60_000, 100_000}) {
      now.write(old, from, 400_000);
      now.write(fresh, 100_000 - bytes, bytes);
      now.write(old, from + 400_000, 400_000);
      from += 800_000 + bytes;
      news += bytes;
    }
    now.write(old, 11_000_000, 40_000);
    now.write(old, from, LARGE - from);
    now.write(old, 9_000_000, 20_000);
    CollectedDelta delta = delta(old, now.toByteArray());
    assertTrue(
        delta.dataBytes() < news + 1_000, "beside what is new: " + (delta.dataBytes() - news));
  }

  /**
   * A log that grew, or a little that was put in or taken out: nothing else is looked at for it.
   */
  @Test
  void shouldSearchInAllOfTheFileOnlyForWhatIsMoreThanAFewThousandthsOfIt() throws IOException {
    byte[] old = RandomEdits.random(9, LARGE);
    byte[] fresh = RandomEdits.random(10, 100_000);
    int few = LARGE / 300;
    int more = LARGE / 200;
    assertTrue(searched(old, joined(old, few, fresh, LARGE)) < 200_000, "at the end");
    assertTrue(searched(old, joined(old, few, fresh, 5_000_000)) < LARGE, "in the middle");
    assertTrue(searched(old, joined(old, few, fresh, 0)) < LARGE, "at the beginning");
    assertTrue(searched(old, joined(old, more, fresh, LARGE)) >= LARGE, "more of it");
    assertEquals(few, news(old, joined(old, few, fresh, LARGE)), 200);
    assertEquals(few, news(old, joined(old, few, fresh, 5_000_000)), 200);
    assertEquals(few, news(old, joined(old, few, fresh, 0)), 200);
    byte[] without = joined(Arrays.copyOf(old, 5_000_000), 0, fresh, 0);
    byte[] shorter = Arrays.copyOf(without, LARGE - few);
    System.arraycopy(old, 5_000_000 + few, shorter, 5_000_000, LARGE - 5_000_000 - few);
    assertTrue(searched(old, shorter) < LARGE, "taken out");
    assertEquals(0, news(old, shorter), 200);
  }

  private static byte[] joined(byte[] old, int bytes, byte[] fresh, int at) {
    byte[] now = Arrays.copyOf(old, old.length + bytes);
    System.arraycopy(fresh, 0, now, at, bytes);
    System.arraycopy(old, at, now, at + bytes, old.length - at);
    return now;
  }

  private static long news(byte[] old, byte[] now) throws IOException {
    return delta(old, now).dataBytes();
  }

  /** How many bytes of the old file are read beside those that are compared with the new one. */
  private static long searched(byte[] old, byte[] now) throws IOException {
    AtomicLong readBytes = new AtomicLong();
    AtomicLong sameBytes = new AtomicLong();
    ReadableFile content = ReadableFile.of(now);
    new CommonRuns(new CountedFile(ReadableFile.of(old), readBytes), content)
        .find(run -> sameBytes.addAndGet(run.length()));
    return readBytes.get() - sameBytes.get();
  }

  private record CountedFile(ReadableFile file, AtomicLong readBytes) implements ReadableFile {
    @Override
    public long size() {
      return file.size();
    }

    @Override
    public int read(long offset, byte[] into, int from, int length) throws IOException {
      int read = file.read(offset, into, from, length);
      readBytes.addAndGet(Math.max(0, read));
      return read;
    }

    @Override
    public void close() {}
  }

  @Test
  void shouldPatchWhatHasAnEditInEveryChunk() throws IOException {
    byte[] old = RandomEdits.random(3, LARGE);
    byte[] now = old.clone();
    for (int at = 0; at < now.length; at += 500) {
      now[at] ^= 1;
    }
    CollectedDelta delta = delta(old, now);
    assertTrue(delta.dataBytes() < LARGE / 20, "dense edits take " + delta.dataBytes());
  }

  @Test
  void shouldCopeWithMuchOfTheSame() throws IOException {
    byte[] now = new byte[LARGE];
    Arrays.fill(now, 6_000_000, 9_000_000, (byte) 7);
    delta(new byte[LARGE - 1], now);
    delta(now, new byte[LARGE + 1]);
  }

  @Test
  void shouldMakeASmallFileOfALargeOneAndTheOtherWay() throws IOException {
    byte[] large = RandomEdits.random(5, LARGE);
    byte[] small = Arrays.copyOfRange(large, 7_000_000, 7_500_000);
    assertTrue(delta(large, small).dataBytes() < 100);
    assertTrue(delta(small, large).dataBytes() < LARGE - 400_000);
  }

  @Property(tries = 12)
  void shouldMakeTheNewVersionOfRandomEdits(@ForAll @LongRange(min = 1) long seed)
      throws IOException {
    Random random = new Random(seed);
    byte[] old = RandomEdits.content(random, 8_500_000 + random.nextInt(4_000_000));
    byte[] now = old;
    for (int i = random.nextInt(8); i >= 0; i--) {
      now = RandomEdits.edited(random, now);
    }
    CollectedDelta delta = delta(old, now);
    assertTrue(
        delta.dataBytes() < 400_000, "seed " + seed + ": " + delta.dataBytes() + " bytes of data");
  }

  private static CollectedDelta delta(byte[] old, byte[] now) throws IOException {
    TreeOfBytes base = new TreeOfBytes().file("a", old);
    TreeOfBytes target = new TreeOfBytes().file("a", now);
    CollectedDelta delta = CollectedDelta.between(base, target, DeltaProfile.FAST);
    delta.requireMakes(base, target);
    return delta;
  }
}
