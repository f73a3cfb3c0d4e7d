package org.contentmover.content.delta.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What an inflated view begins with: how to make the archive again of what follows.
 *
 * @param level of deflating, 1 to 9; 0 in a view that is only looked at
 * @param steps in the order of the archive
 */
record Recipe(int level, List<Step> steps) {
  private static final int FORMAT = 1;
  private static final int MAX_STEPS = 0xffff;
  private static final int MAX_VARINT_BITS = 35;

  /** Some bytes that stay as they are, and then some that are to be deflated. */
  record Step(long keptBytes, long inflatedBytes) {}

  static Recipe of(int level, List<DeflatedEntry> entries) {
    List<Step> steps = new ArrayList<>(entries.size());
    long end = 0;
    for (DeflatedEntry entry : entries) {
      steps.add(new Step(entry.offset() - end, entry.inflatedBytes()));
      end = entry.end();
    }
    return new Recipe(level, steps);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FORMAT);
    out.write(level);
    writeVarint(steps.size(), out);
    for (Step step : steps) {
      writeVarint(step.keptBytes(), out);
      writeVarint(step.inflatedBytes(), out);
    }
    return out.toByteArray();
  }

  /**
   * Reads a recipe and nothing after it. Memory: two mebibytes at most.
   *
   * @throws CannotRedeflate when it is none, or of another format
   */
  static Recipe read(InputStream in) throws IOException {
    int format = in.read();
    int level = in.read();
    if (format != FORMAT || level < 1 || level > 9) {
      throw new CannotRedeflate(
          "the view of an archive begins with format "
              + format
              + " and level "
              + level
              + "; format 1 and levels 1 to 9 are known");
    }
    long count = readVarint(in);
    if (count > MAX_STEPS) {
      throw new CannotRedeflate("the view of an archive claims " + count + " entries");
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(new Step(readVarint(in), readVarint(in)));
    }
    return new Recipe(level, steps);
  }

  private static void writeVarint(long value, ByteArrayOutputStream out) {
    long left = value;
    for (; left > 0x7f; left >>>= 7) {
      out.write((int) (left & 0x7f | 0x80));
    }
    out.write((int) left);
  }

  private static long readVarint(InputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      int next = in.read();
      if (next < 0) {
        throw new CannotRedeflate("the view of an archive ends in its recipe");
      }
      value |= (long) (next & 0x7f) << shift;
      if (next <= 0x7f) {
        return value;
      }
    }
    throw new CannotRedeflate("the recipe of an archive has a number of more than 35 bits");
  }
}
