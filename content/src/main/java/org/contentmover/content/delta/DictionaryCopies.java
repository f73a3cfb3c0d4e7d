package org.contentmover.content.delta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.contentmover.content.delta.CommonRuns.Run;

/**
 * What of a patch is in its dictionary as it is, in long stretches: it is copied, and the frame has
 * the rest, over what of the dictionary lies at the ends of these stretches and between them
 * (CM-3). Most of a new version is in the old one, and zstd takes ten times as long to see that.
 *
 * <p>Immutable. A reader's own memory are 32 bytes for each stretch.
 */
final class DictionaryCopies {
  /** Shorter ones cost the frame less than they cost here. */
  static final int LEAST_BYTES = 1 << 11;

  /** What of a stretch stays in the frame's dictionary, at each end. */
  static final int END_BYTES = 1 << 9;

  /** More of them than long ones have room in a piece. */
  static final int MOST = Piece.MAX_CONTENT_BYTES / LEAST_BYTES;

  private static final int MAX_VARINT_BITS = 35;

  private final List<Run> runs;

  /** Where the parts begin that the frame has not of the dictionary, none touching another. */
  private final int[] innerFrom;

  private final int[] innerEnd;

  /** How long those before each one are together, and all of them. */
  private final int[] innerBefore;

  private DictionaryCopies(List<Run> runs) {
    this.runs = List.copyOf(runs);
    List<Run> inner = new ArrayList<>();
    runs.stream()
        .filter(it -> it.length() > 2 * END_BYTES)
        .sorted(Comparator.comparingLong(Run::baseOffset))
        .forEach(it -> addInner(inner, it.baseOffset() + END_BYTES, it.baseEnd() - END_BYTES));
    innerFrom = inner.stream().mapToInt(it -> (int) it.baseOffset()).toArray();
    innerEnd = inner.stream().mapToInt(it -> (int) it.baseEnd()).toArray();
    innerBefore = new int[inner.size() + 1];
    for (int i = 0; i < inner.size(); i++) {
      innerBefore[i + 1] = innerBefore[i] + innerEnd[i] - innerFrom[i];
    }
  }

  private static void addInner(List<Run> inner, long from, long to) {
    Run last = inner.isEmpty() ? null : inner.get(inner.size() - 1);
    if (last == null || from > last.baseEnd()) {
      inner.add(new Run(0, from, to - from));
    } else if (to > last.baseEnd()) {
      inner.set(inner.size() - 1, new Run(0, last.baseOffset(), to - last.baseOffset()));
    }
  }

  /**
   * Searches.
   *
   * @param chunks of the content
   * @param known where the dictionary's chunks are
   */
  static DictionaryCopies find(byte[] content, Chunks chunks, byte[] dictionary, ChunkTable known) {
    List<Run> found = new ArrayList<>();
    int done = 0;
    int shift = 0;
    for (int i = 0; i < chunks.count(); i++) {
      int at = chunks.offset(i);
      if (at < done) {
        continue;
      }
      // Of what is there several times, that which goes on from what was copied last.
      int from = at + shift;
      int after = equalAfter(content, at, dictionary, from);
      if (after < LEAST_BYTES) {
        from = (int) known.find(chunks.hash(i));
        after = equalAfter(content, at, dictionary, from);
      }
      if (after < chunks.length(i)) {
        continue;
      }
      int before = equalBefore(content, done, at, dictionary, from);
      if (before + after >= LEAST_BYTES) {
        found.add(new Run(at - before, from - before, before + after));
        done = at + after;
        shift = from - at;
      }
    }
    return new DictionaryCopies(found);
  }

  private static int equalAfter(byte[] content, int at, byte[] dictionary, int from) {
    if (from < 0 || from >= dictionary.length) {
      return 0;
    }
    int differs = Arrays.mismatch(content, at, content.length, dictionary, from, dictionary.length);
    return differs >= 0 ? differs : Math.min(content.length - at, dictionary.length - from);
  }

  private static int equalBefore(byte[] content, int least, int at, byte[] dictionary, int from) {
    int most = Math.min(at - least, from);
    int equal = 0;
    while (equal < most && content[at - 1 - equal] == dictionary[from - 1 - equal]) {
      equal++;
    }
    return equal;
  }

  /**
   * Reads them from the beginning of a piece's data.
   *
   * @throws PieceRejected when they are none, or do not fit content or dictionary
   */
  static DictionaryCopies read(InputStream data, int count, long contentBytes, int dictionaryBytes)
      throws IOException {
    List<Run> read = new ArrayList<>(count);
    Run last = new Run(0, 0, 0);
    for (int i = 0; i < count; i++) {
      long literal = varint(data);
      long step = varint(data);
      long length = varint(data);
      long at = last.end() + literal;
      long from = last.baseEnd() + literal + (step >>> 1 ^ -(step & 1));
      if (length < 1 || at + length > contentBytes || from < 0 || from + length > dictionaryBytes) {
        throw new PieceRejected("a patch copies what is not in its dictionary, or too much of it");
      }
      last = new Run(at, from, length);
      read.add(last);
    }
    return new DictionaryCopies(read);
  }

  private static long varint(InputStream data) throws IOException {
    long value = 0;
    for (int shift = 0; shift < MAX_VARINT_BITS; shift += 7) {
      int next = data.read();
      if (next < 0) {
        break;
      }
      value |= (next & 0x7fL) << shift;
      if (next <= 0x7f) {
        return value;
      }
    }
    throw new PieceRejected("the copies of a patch cannot be read");
  }

  int count() {
    return runs.size();
  }

  /** In the order of the content. */
  List<Run> runs() {
    return runs;
  }

  /** As {@link #read} takes them. */
  byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run last = new Run(0, 0, 0);
    for (Run run : runs) {
      long literal = run.offset() - last.end();
      long step = run.baseOffset() - last.baseEnd() - literal;
      varint(literal, out);
      varint(step << 1 ^ step >> 63, out);
      varint(run.length(), out);
      last = run;
    }
    return out.toByteArray();
  }

  private static void varint(long value, ByteArrayOutputStream out) {
    long left = value;
    for (; left > 0x7f; left >>>= 7) {
      out.write((int) (left & 0x7f | 0x80));
    }
    out.write((int) left);
  }

  /** What of the content the frame has. */
  byte[] literals(byte[] content) {
    ByteArrayOutputStream literals = new ByteArrayOutputStream();
    int at = 0;
    for (Run run : runs) {
      literals.write(content, at, (int) run.offset() - at);
      at = (int) run.end();
    }
    literals.write(content, at, content.length - at);
    return literals.toByteArray();
  }

  /** How much of a dictionary the frame has: all but the inner parts of what is copied. */
  int keptBytes(int dictionaryBytes) {
    return dictionaryBytes - innerBefore[innerFrom.length];
  }

  /** What of a dictionary the frame has. */
  byte[] kept(byte[] dictionary) {
    byte[] kept = new byte[keptBytes(dictionary.length)];
    for (Part part : parts(0, dictionary.length, dictionary.length)) {
      if (part.place() < kept.length) {
        System.arraycopy(dictionary, part.from(), kept, part.place(), part.length());
      }
    }
    return kept;
  }

  /**
   * Bytes of the dictionary.
   *
   * @param place where they lie when what the frame has comes first, and then the rest
   */
  record Part(int from, int place, int length) {}

  /** The parts of a dictionary from one offset to another, in its order. */
  List<Part> parts(int from, int to, int dictionaryBytes) {
    List<Part> parts = new ArrayList<>();
    int rest = keptBytes(dictionaryBytes);
    int at = from;
    int inner = firstEndingAfter(from);
    while (at < to) {
      boolean inside = inner < innerFrom.length && innerFrom[inner] <= at;
      int end = inside ? innerEnd[inner] : inner < innerFrom.length ? innerFrom[inner] : to;
      int length = Math.min(end, to) - at;
      int place =
          inside ? rest + innerBefore[inner] + at - innerFrom[inner] : at - innerBefore[inner];
      parts.add(new Part(at, place, length));
      at += length;
      inner += inside ? 1 : 0;
    }
    return parts;
  }

  private int firstEndingAfter(int offset) {
    int found = Arrays.binarySearch(innerEnd, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
