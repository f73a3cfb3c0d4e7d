package org.contentmover.core.fec;

/**
 * The matrix of the code: parity frame <i>i</i> is the sum over all data frames <i>j</i> of {@code
 * of(i, j)} times that frame.
 *
 * <p>A Cauchy matrix, 1 ÷ (x<sub>i</sub> + y<sub>j</sub>) with all x and y different: every square
 * part of it can be inverted, so any parity frames replace as many data frames, whichever are
 * missing. Each column is divided by its first element, which keeps that property and makes the
 * first parity frame the plain sum: the most frequent repair, of one frame, costs least.
 */
final class Coefficients {
  private static final byte[] TABLE = new byte[CodingBlock.MAX_PARITY * CodingBlock.MAX_DATA];

  static {
    for (int parity = 0; parity < CodingBlock.MAX_PARITY; parity++) {
      for (int data = 0; data < CodingBlock.MAX_DATA; data++) {
        TABLE[parity * CodingBlock.MAX_DATA + data] =
            (byte) GaloisField.multiply(sum(0, data), GaloisField.inverse(sum(parity, data)));
      }
    }
  }

  private Coefficients() {}

  private static int sum(int parity, int data) {
    return CodingBlock.MAX_DATA + parity ^ data;
  }

  static int of(int parity, int data) {
    return TABLE[parity * CodingBlock.MAX_DATA + data] & 0xFF;
  }

  /**
   * Inverts a square part of the matrix in place by elimination. No rows are exchanged: every upper
   * left part of a square part can be inverted too, so no pivot is ever 0.
   *
   * @throws ArithmeticException when it is no part of this matrix and a pivot is 0
   */
  static void invert(int[][] matrix) {
    for (int step = 0; step < matrix.length; step++) {
      eliminate(matrix, step);
    }
  }

  private static void eliminate(int[][] matrix, int step) {
    int[] pivot = matrix[step];
    int scale = GaloisField.inverse(pivot[step]);
    pivot[step] = 1;
    multiply(pivot, scale);
    for (int[] row : matrix) {
      int factor = row[step];
      if (row != pivot && factor != 0) {
        row[step] = 0;
        for (int column = 0; column < row.length; column++) {
          row[column] ^= GaloisField.multiply(factor, pivot[column]);
        }
      }
    }
  }

  private static void multiply(int[] row, int factor) {
    for (int column = 0; column < row.length; column++) {
      row[column] = GaloisField.multiply(row[column], factor);
    }
  }
}
