package org.contentmover.content.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a program printed, in bounded memory. One thread. */
final class HookOutput {
  /** More than this of the end is not kept. */
  static final int KEPT_BYTES = 2_000;

  /**
   * No more is taken at a time: more than a pipe holds, so the end of a program that has ended is
   * in it, and one that prints without end keeps nobody from looking at the clock.
   */
  private static final int TAKEN_BYTES = 1 << 20;

  private final byte[] last = new byte[KEPT_BYTES];
  private final byte[] buffer = new byte[8_192];
  private long total;

  /** Takes what is there by now, up to a limit; never waits. */
  void take(InputStream in) throws IOException {
    int left = TAKEN_BYTES;
    for (int there = in.available(); there > 0 && left > 0; there = in.available()) {
      int length = in.read(buffer, 0, Math.min(buffer.length, there));
      left -= length;
      for (int i = 0; i < length; i++) {
        last[(int) (total++ % KEPT_BYTES)] = buffer[i];
      }
    }
  }

  /** As one line of visible characters. */
  String text() {
    int length = (int) Math.min(total, KEPT_BYTES);
    byte[] ordered = new byte[length];
    for (int i = 0; i < length; i++) {
      ordered[i] = last[(int) ((total - length + i) % KEPT_BYTES)];
    }
    String text = new String(ordered, StandardCharsets.UTF_8);
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line;
  }
}
