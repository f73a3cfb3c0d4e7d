package org.contentmover.core.fec;

/**
 * Arithmetic of the field with 256 elements, of bytes as polynomials modulo x⁸ + x⁴ + x³ + x² + 1.
 * For coefficients; whole frames are combined by {@link Combination}.
 */
final class GaloisField {
  /** What x⁸ is, in lower powers. */
  static final int REDUCTION = 0x1D;

  private static final int ORDER = 255;
  private static final int[] POWERS = new int[2 * ORDER];
  private static final int[] LOGARITHMS = new int[ORDER + 1];

  static {
    int power = 1;
    for (int exponent = 0; exponent < ORDER; exponent++) {
      POWERS[exponent] = power;
      POWERS[exponent + ORDER] = power;
      LOGARITHMS[power] = exponent;
      power <<= 1;
      if (power > ORDER) {
        power ^= REDUCTION | 1 << 8;
      }
    }
  }

  private GaloisField() {}

  static int multiply(int a, int b) {
    return a == 0 || b == 0 ? 0 : POWERS[LOGARITHMS[a] + LOGARITHMS[b]];
  }

  /** The element that makes 1 of {@code a}, which is not 0. */
  static int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("0 has no inverse");
    }
    return POWERS[ORDER - LOGARITHMS[a]];
  }
}
