package org.contentmover.core.fec;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * What coding costs, against a table of products for each coefficient. Run by hand: {@code java -cp
 * core/target/classes:core/target/test-classes org.contentmover.core.fec.CodingBenchmark}; prints
 * microseconds for blocks of 128 frames of 1,376 bytes.
 */
public final class CodingBenchmark {
  private static final int FRAME_BYTES = 1_376;
  private static final int ROUNDS = 5;
  private static final int REPEAT = 400;
  private static final double NS_PER_US = 1_000;

  private final byte[][] data = new byte[CodingBlock.MAX_DATA][FRAME_BYTES];
  private final CodingBlock block = new CodingBlock(FRAME_BYTES);
  private final ByteBuffer parity = ByteBuffer.allocate(FRAME_BYTES);
  private final byte[][] products = new byte[256][256];

  private CodingBenchmark() {
    Random random = new Random(1);
    for (byte[] frame : data) {
      random.nextBytes(frame);
    }
    for (int a = 0; a < products.length; a++) {
      for (int b = 0; b < products.length; b++) {
        products[a][b] = (byte) GaloisField.multiply(a, b);
      }
    }
  }

  /** Prints the figures of the last of some rounds: those before it warm up. */
  public static void main(String[] arguments) {
    CodingBenchmark benchmark = new CodingBenchmark();
    for (int round = 1; round <= ROUNDS; round++) {
      System.out.printf("round %d%n", round);
      benchmark.run();
    }
  }

  private void run() {
    time("fill a block", i -> fill(0));
    fill(0);
    time("parity frame by table", this::makeByTable);
    time("parity frame", i -> block.makeParity(1 + i % 50, parity.clear(), FRAME_BYTES));
    for (int missing : new int[] {1, 2, 4, 8, 16}) {
      time("restore " + missing + " frames, with filling", i -> restore(missing));
    }
  }

  private void fill(int without) {
    block.begin(data.length);
    for (int frame = without; frame < data.length; frame++) {
      block.putData(frame, ByteBuffer.wrap(data[frame]));
    }
  }

  private void restore(int missing) {
    fill(missing);
    for (int index = 0; index < missing; index++) {
      block.putParity(index, parity.rewind());
    }
    block.restore();
  }

  private void makeByTable(int number) {
    byte[] sum = parity.array();
    for (int frame = 0; frame < data.length; frame++) {
      add(sum, data[frame], products[Coefficients.of(1 + number % 50, frame)]);
    }
  }

  private static void add(byte[] sum, byte[] frame, byte[] product) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= product[frame[i] & 0xFF];
    }
  }

  private interface Work {
    void run(int number);
  }

  private static void time(String what, Work work) {
    long startNs = System.nanoTime();
    for (int i = 0; i < REPEAT; i++) {
      work.run(i);
    }
    double us = (System.nanoTime() - startNs) / NS_PER_US / REPEAT;
    System.out.printf("  %-34s %8.1f us%n", what, us);
  }
}
