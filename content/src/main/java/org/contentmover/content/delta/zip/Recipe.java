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
  private static final Kind[] KINDS = Kind.values();

  /** Most that are read; an archive with more entries is no archive here. */
  static final int MAX_STEPS = 0xffff;

  private static final int MAX_VARINT_BITS = 42;

  /** What is made of some bytes. */
  enum Kind {
    /** They are deflated. */
    DEFLATED,
    /** They are the view of an archive, which is made of them and deflated. */
    DEFLATED_ARCHIVE,
    /** They are the view of an archive, which is made of them. */
    STORED_ARCHIVE
  }

  /** Some bytes that stay as they are, and then some others. */
  record Step(long keptBytes, Kind kind, long viewBytes) {}

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(FORMAT);
    out.write(level);
    writeVarint(steps.size(), out);
    for (Step step : steps) {
      writeVarint(step.keptBytes(), out);
      writeVarint(step.viewBytes() * KINDS.length + step.kind().ordinal(), out);
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
      long kept = readVarint(in);
      long view = readVarint(in);
      Kind kind = KINDS[(int) (view % KINDS.length)];
      steps.add(new Step(kept, kind, view / KINDS.length));
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
    throw new CannotRedeflate("the recipe of an archive has a number of more than 42 bits");
  }
}
