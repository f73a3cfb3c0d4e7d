package org.contentmover.core.mctp.wire;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * One datagram's share of what a receiver lacks. Each part stands for itself: it says everything
 * about the frames {@code from} to {@code to} and nothing about others, so a lost part costs only
 * itself.
 *
 * <p>On the wire the ranges are pairs of gap and length in groups of 7 bits, 2 bytes for a usual
 * range, or a bitmap, whichever is shorter: with more than 8 gaps in 128 frames that is the bitmap.
 *
 * @param part number of this part, from 0
 * @param parts how many there are
 * @param from first frame this part speaks about
 * @param to first frame after those
 * @param ranges missing frames, ascending, not touching each other
 */
public record MissingPart(int part, int parts, int from, int to, List<FrameRange> ranges) {
  private static final int RANGES = 0;
  private static final int BITMAP = 1;

  /** Most parts of one status; what a receiver lacks beyond them it tells after the next pass. */
  public static final int MAX_PARTS = 64;

  /** Copies the list. */
  public MissingPart {
    ranges = List.copyOf(ranges);
  }

  /** Says that nothing is missing, or nothing that matters. */
  public static MissingPart nothing() {
    return new MissingPart(0, 1, 0, 0, List.of());
  }

  /** Bytes that a range adds to a part whose last range ended at {@code end}. */
  public static int bytesOf(FrameRange range, int end) {
    return Fields.varintBytes(range.first() - end) + Fields.varintBytes(range.count());
  }

  /** Bytes of a bitmap that speaks about so many frames. */
  public static int bitmapBytes(int frames) {
    return (int) (((long) frames + Byte.SIZE - 1) / Byte.SIZE);
  }

  void write(WireWriter out) {
    out.u8(part).u8(parts).u32(from).u32(to);
    if (bitmapBytes(to - from) < rangesBytes()) {
      writeBitmap(out);
    } else {
      writeRanges(out);
    }
  }

  private int rangesBytes() {
    int bytes = 0;
    int end = from;
    for (FrameRange range : ranges) {
      bytes += bytesOf(range, end);
      end = range.end();
    }
    return bytes;
  }

  private void writeRanges(WireWriter out) {
    out.u8(RANGES).u16(ranges.size());
    int end = from;
    for (FrameRange range : ranges) {
      Fields.writeVarint(out, range.first() - end);
      Fields.writeVarint(out, range.count());
      end = range.end();
    }
  }

  private void writeBitmap(WireWriter out) {
    byte[] bitmap = new byte[bitmapBytes(to - from)];
    for (FrameRange range : ranges) {
      for (int bit = range.first() - from; bit < range.end() - from; bit++) {
        bitmap[bit / Byte.SIZE] |= (byte) (1 << bit % Byte.SIZE);
      }
    }
    out.u8(BITMAP).u16(bitmap.length).bytes(bitmap);
  }

  static MissingPart read(WireReader in) {
    int part = in.u8();
    int parts = in.u8();
    long from = in.u32();
    long to = in.u32();
    int encoding = in.u8();
    int count = in.u16();
    boolean possible =
        part < parts
            && parts <= MAX_PARTS
            && from <= to
            && to <= Integer.MAX_VALUE
            && (encoding == RANGES || encoding == BITMAP);
    if (!in.ok() || !possible) {
      in.fail();
      return null;
    }
    List<FrameRange> ranges =
        encoding == RANGES
            ? readRanges(in, count, (int) from, (int) to)
            : readBitmap(in, count, (int) from, (int) to);
    return in.ok() ? new MissingPart(part, parts, (int) from, (int) to, ranges) : null;
  }

  private static List<FrameRange> readRanges(WireReader in, int count, int from, int to) {
    List<FrameRange> ranges = new ArrayList<>();
    long end = from;
    for (int i = 0; i < count && in.ok(); i++) {
      long first = end + Fields.readVarint(in);
      int length = Fields.readVarint(in);
      if (length < 1 || first + length > to) {
        in.fail();
        break;
      }
      ranges.add(new FrameRange((int) first, length));
      end = first + length;
    }
    return ranges;
  }

  /** A bit beyond the last frame, or a bitmap of another length, makes it malformed. */
  private static List<FrameRange> readBitmap(WireReader in, int bytes, int from, int to) {
    List<FrameRange> ranges = new ArrayList<>();
    if (bytes != bitmapBytes(to - from)) {
      in.fail();
      return ranges;
    }
    byte[] bits = in.bytes(bytes);
    if (!in.ok()) {
      return ranges;
    }
    BitSet bitmap = BitSet.valueOf(bits);
    if (bitmap.length() > to - from) {
      in.fail();
    }
    int first = bitmap.nextSetBit(0);
    while (first >= 0 && in.ok()) {
      int end = bitmap.nextClearBit(first);
      ranges.add(new FrameRange(from + first, end - first));
      first = bitmap.nextSetBit(end);
    }
    return ranges;
  }
}
