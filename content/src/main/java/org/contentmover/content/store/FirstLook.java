package org.contentmover.content.store;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells by samples whether compressing a large content makes it smaller (CM-4). Names tell that of
 * some types only; disk images, say, may hold anything. Memory: two mebibytes while it looks.
 */
final class FirstLook {
  /** What is saved has to be worth unpacking it each time. */
  private static final int LEAST_SAVED_PERCENT = 3;

  private static final int SAMPLES = 16;
  private static final int SAMPLE_BYTES = 1 << 16;
  private static final int LEVEL = 1;

  private FirstLook() {}

  /**
   * Looks at parts of a content, from its beginning to its end.
   *
   * @param in is read from its beginning, and had better skip without reading
   * @param sizeBytes how long it probably is; not less than all samples
   */
  static boolean isWorthCompressing(InputStream in, long sizeBytes) throws IOException {
    byte[] sampled = new byte[SAMPLES * SAMPLE_BYTES];
    long between = Math.max(0, sizeBytes / SAMPLES - SAMPLE_BYTES);
    int length = 0;
    for (int i = 0; i < SAMPLES; i++) {
      length += in.readNBytes(sampled, length, SAMPLE_BYTES);
      in.skip(between);
    }
    byte[] packed = new byte[(int) Zstd.compressBound(length)];
    long packedBytes = Zstd.compressByteArray(packed, 0, packed.length, sampled, 0, length, LEVEL);
    return isWorth(length, packedBytes);
  }

  /** Whether so much smaller is small enough. */
  static boolean isWorth(long bytes, long packedBytes) {
    return packedBytes < bytes - bytes * LEAST_SAVED_PERCENT / 100;
  }
}
