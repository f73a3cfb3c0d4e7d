package org.contentmover.core.fec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CodingBlockTest {
  @Test
  void shouldRestoreWhateverIsMissingInSmallBlocks() {
    for (int dataFrames = 1; dataFrames <= 6; dataFrames++) {
      for (int parityFrames = 0; parityFrames <= 5; parityFrames++) {
        byte[][] data = frames(new Random(dataFrames), dataFrames, 19);
        byte[][] parity = parity(data, 19, first(parityFrames));
        for (int kept = 0; kept < 1 << dataFrames + parityFrames; kept++) {
          if (Integer.bitCount(kept) == dataFrames) {
            restoreAndCompare(data, parity, first(parityFrames), kept);
          }
        }
      }
    }
  }

  private static void restoreAndCompare(byte[][] data, byte[][] parity, int[] indices, int kept) {
    CodingBlock block = new CodingBlock(19);
    block.begin(data.length);
    for (int i = 0; i < data.length; i++) {
      if ((kept >> i & 1) != 0) {
        block.putData(i, ByteBuffer.wrap(data[i]));
      }
    }
    for (int i = 0; i < parity.length; i++) {
      if ((kept >> data.length + i & 1) != 0) {
        block.putParity(indices[i], ByteBuffer.wrap(parity[i]));
      }
    }
    block.restore();
    assertHas(block, data, "kept " + Integer.toBinaryString(kept) + " of " + data.length);
  }

  @Property(tries = 300)
  void shouldRestoreFromAnyParityFrames(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = CodingBlock.MAX_DATA) int dataFrames,
      @ForAll @IntRange(max = CodingBlock.MAX_PARITY) int mostMissing,
      @ForAll @IntRange(min = 1, max = 70) int frameBytes) {
    Random random = new Random(seed);
    int missing = Math.min(mostMissing, dataFrames);
    byte[][] data = frames(random, dataFrames, frameBytes);
    int[] indices = some(random, CodingBlock.MAX_PARITY, missing);
    byte[][] parity = parity(data, frameBytes, indices);
    List<Integer> lost = new ArrayList<>();
    for (int frame : some(random, dataFrames, missing)) {
      lost.add(frame);
    }
    CodingBlock block = new CodingBlock(frameBytes);
    block.begin(dataFrames);
    for (int frame = 0; frame < dataFrames; frame++) {
      if (!lost.contains(frame)) {
        block.putData(frame, ByteBuffer.wrap(data[frame]));
      }
    }
    for (int i = 0; i < missing; i++) {
      block.putParity(indices[i], ByteBuffer.wrap(parity[i]));
    }
    block.restore();
    assertHas(block, data, "seed " + seed + ", lost " + lost);
  }

  @Test
  void shouldMakeThePlainSumOfTheFirstParityFrame() {
    byte[][] data = {{1, 2, 3}, {16, 32, 64}, {7, 7, 7}};
    assertArrayEquals(new byte[] {22, 37, 68}, parity(data, 3, first(1))[0]);
  }

  @Test
  void shouldKeepItsCode() {
    byte[][] data = {{1, 2, 3, 4, 5, 6, 7, 8, 9}, {10, 20, 30, 40, 50, 60, 70, 80, 90}, {-1}};
    // Another matrix would be another protocol: servers of two releases would ruin each other's
    // files and find out by the hash.
    assertEquals(
        expected(data, 1, 9), List.of(boxed(parity(data, 9, new int[] {1})[0])), "parity 1");
    assertEquals(
        expected(data, 126, 9), List.of(boxed(parity(data, 9, new int[] {126})[0])), "parity 126");
  }

  /** The code as its definition says, byte by byte. */
  private static List<List<Byte>> expected(byte[][] data, int index, int frameBytes) {
    byte[] sum = new byte[frameBytes];
    for (int frame = 0; frame < data.length; frame++) {
      int coefficient = slowDivide(128 ^ frame, 128 + index ^ frame);
      for (int i = 0; i < data[frame].length; i++) {
        sum[i] ^= (byte) slowMultiply(coefficient, data[frame][i] & 0xFF);
      }
    }
    return List.of(boxed(sum));
  }

  private static int slowDivide(int a, int b) {
    int quotient = 0;
    while (slowMultiply(quotient, b) != a) {
      quotient++;
    }
    return quotient;
  }

  private static int slowMultiply(int a, int b) {
    int product = 0;
    for (int bit = 7; bit >= 0; bit--) {
      product <<= 1;
      product ^= product > 0xFF ? 0x11D : 0;
      product ^= (b >> bit & 1) != 0 ? a : 0;
    }
    return product;
  }

  private static List<Byte> boxed(byte[] bytes) {
    List<Byte> list = new ArrayList<>();
    for (byte each : bytes) {
      list.add(each);
    }
    return list;
  }

  @Test
  void shouldCountShortFramesAsFilledWithZeros() {
    byte[][] padded = {{1, 2, 3}, {4, 0, 0}};
    byte[][] cut = {{1, 2, 3}, {4}};
    assertArrayEquals(parity(padded, 3, first(3)), parity(cut, 3, first(3)));
  }

  @Test
  void shouldNotRememberTheBlockBefore() {
    byte[][] first = frames(new Random(1), 5, 16);
    byte[][] second = frames(new Random(2), 3, 16);
    byte[][] parity = parity(second, 16, first(1));
    CodingBlock block = new CodingBlock(16);
    block.begin(5);
    for (int frame = 0; frame < 5; frame++) {
      block.putData(frame, ByteBuffer.wrap(first[frame]));
    }
    block.begin(3);
    block.putParity(0, ByteBuffer.wrap(parity[0]));
    block.putData(0, ByteBuffer.wrap(second[0]));
    assertThrows(IllegalStateException.class, () -> block.getData(1, ByteBuffer.allocate(16), 16));
    block.putData(2, ByteBuffer.wrap(second[2]));
    block.restore();
    assertHas(block, second, "second block");
  }

  @Test
  void shouldRefuseWhatCannotBe() {
    CodingBlock block = new CodingBlock(4);
    block.begin(2);
    ByteBuffer four = ByteBuffer.allocate(4);
    assertThrows(IllegalStateException.class, block::restore);
    assertThrows(IllegalStateException.class, () -> block.makeParity(0, four, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> block.putData(2, four));
    assertThrows(IndexOutOfBoundsException.class, () -> block.putParity(127, four));
    assertThrows(IllegalArgumentException.class, () -> block.putData(0, ByteBuffer.allocate(5)));
    assertThrows(IllegalArgumentException.class, () -> block.begin(129));
  }

  @Test
  void shouldFindThatAMatrixHasNoInverse() {
    assertThrows(
        ArithmeticException.class, () -> Coefficients.invert(new int[][] {{3, 5}, {3, 5}}));
  }

  private static void assertHas(CodingBlock block, byte[][] data, String about) {
    for (int frame = 0; frame < data.length; frame++) {
      ByteBuffer restored = ByteBuffer.allocate(data[frame].length);
      block.getData(frame, restored, data[frame].length);
      assertArrayEquals(data[frame], restored.array(), about + ", frame " + frame);
    }
  }

  private static byte[][] parity(byte[][] data, int frameBytes, int[] indices) {
    CodingBlock block = new CodingBlock(frameBytes);
    block.begin(data.length);
    for (int frame = 0; frame < data.length; frame++) {
      block.putData(frame, ByteBuffer.wrap(data[frame]));
    }
    byte[][] parity = new byte[indices.length][frameBytes];
    for (int i = 0; i < indices.length; i++) {
      block.makeParity(indices[i], ByteBuffer.wrap(parity[i]), frameBytes);
    }
    return parity;
  }

  private static byte[][] frames(Random random, int count, int frameBytes) {
    byte[][] frames = new byte[count][frameBytes];
    for (byte[] frame : frames) {
      random.nextBytes(frame);
    }
    return frames;
  }

  private static int[] first(int count) {
    int[] first = new int[count];
    for (int i = 0; i < count; i++) {
      first[i] = i;
    }
    return first;
  }

  private static int[] some(Random random, int of, int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < of; i++) {
      all.add(i);
    }
    Collections.shuffle(all, random);
    return all.subList(0, count).stream().mapToInt(Integer::intValue).toArray();
  }
}
