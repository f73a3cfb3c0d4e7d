package org.contentmover.content.delta;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Files and what somebody made of them. */
final class RandomEdits {
  private RandomEdits() {}

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** A file in one version or both. */
  static void file(Random random, String path, TreeOfBytes base, TreeOfBytes target) {
    byte[] old = content(random, random.nextInt(1 << (4 + random.nextInt(15))));
    int fate = random.nextInt(6);
    if (fate != 0) {
      base.file(path, old);
    }
    if (fate == 1) {
      target.file(path + " moved", old);
    } else if (fate != 2) {
      target.file(path, edited(random, old));
    }
  }

  /** Random bytes, or words that come again. */
  static byte[] content(Random random, int length) {
    if (random.nextBoolean()) {
      return random(random.nextLong(), length);
    }
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append(Integer.toString(random.nextInt(500), 36)).append(' ');
    }
    return text.substring(0, length).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** Some inserted, removed, replaced and moved stretches. */
  static byte[] edited(Random random, byte[] old) {
    byte[] now = old;
    for (int edits = random.nextInt(6); edits > 0; edits--) {
      int at = random.nextInt(now.length + 1);
      int removed = random.nextInt(Math.min(now.length - at, 5_000) + 1);
      int from = random.nextInt(old.length + 1);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(now, 0, at);
      if (random.nextBoolean()) {
        out.writeBytes(random(random.nextLong(), random.nextInt(3_000)));
      } else {
        out.write(old, from, Math.min(old.length - from, random.nextInt(20_000)));
      }
      out.write(now, at + removed, now.length - at - removed);
      now = out.toByteArray();
    }
    return now;
  }
}
