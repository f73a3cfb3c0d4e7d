package org.contentmover.content.hook;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The end of what a program printed, in bounded memory. One thread. */
final class HookOutput {
  /** More than this of the end is not kept. */
  static final int KEPT_BYTES = 2_000;

  private final byte[] last = new byte[KEPT_BYTES];
  private final byte[] buffer = new byte[8_192];
  private long total;

  /** Takes what is there by now; never waits. */
  void take(InputStream in) throws IOException {
    while (in.available() > 0) {
      int length = in.read(buffer, 0, Math.min(buffer.length, in.available()));
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
