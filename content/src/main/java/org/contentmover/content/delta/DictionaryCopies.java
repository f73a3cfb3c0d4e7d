package org.contentmover.content.delta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
  static final int LEAST_BYTES = 1 << 13;

  /** What of a stretch stays in the frame's dictionary, at each end. */
  static final int END_BYTES = 1 << 10;

  /** More of them than long ones have room in a piece. */
  static final int MOST = Piece.MAX_CONTENT_BYTES / LEAST_BYTES;

  private static final int MAX_VARINT_BITS = 35;

  private final List<Run> runs;

  /**
   * What the frame has not of the dictionary: its offset and its end, in order, none touching
   * another.
   */
  private final List<Run> inner = new ArrayList<>();

  private DictionaryCopies(List<Run> runs) {
    this.runs = List.copyOf(runs);
    runs.stream()
        .filter(it -> it.length() > 2 * END_BYTES)
        .sorted(Comparator.comparingLong(Run::baseOffset))
        .forEach(it -> addInner(it.baseOffset() + END_BYTES, it.baseEnd() - END_BYTES));
  }

  private void addInner(long from, long to) {
    Run last = inner.isEmpty() ? null : inner.get(inner.size() - 1);
    if (last == null || from > last.baseEnd()) {
      inner.add(new Run(0, from, to - from));
    } else if (to > last.baseEnd()) {
      inner.set(inner.size() - 1, new Run(0, last.baseOffset(), to - last.baseOffset()));
    }
  }

  /** Searches. Takes a nanosecond or two for each byte. */
  static DictionaryCopies find(byte[] content, byte[] dictionary) {
    List<Run> found = new ArrayList<>();
    if (Math.min(content.length, dictionary.length) >= LEAST_BYTES) {
      try {
        new CommonRuns(ReadableFile.of(dictionary), ReadableFile.of(content))
            .find(
                run -> {
                  if (run.length() >= LEAST_BYTES) {
                    found.add(run);
                  }
                });
      } catch (IOException e) {
        throw new IllegalStateException("memory cannot be read", e);
      }
    }
    return new DictionaryCopies(found);
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
    return dictionaryBytes - (int) inner.stream().mapToLong(Run::length).sum();
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
    int kept = 0;
    int rest = keptBytes(dictionaryBytes);
    int at = 0;
    for (Run run : inner) {
      add(parts, at, (int) run.baseOffset(), kept, from, to);
      kept += (int) run.baseOffset() - at;
      add(parts, (int) run.baseOffset(), (int) run.baseEnd(), rest, from, to);
      rest += (int) run.length();
      at = (int) run.baseEnd();
    }
    add(parts, at, dictionaryBytes, kept, from, to);
    return parts;
  }

  private static void add(List<Part> parts, int begin, int end, int place, int from, int to) {
    int first = Math.max(begin, from);
    int last = Math.min(end, to);
    if (first < last) {
      parts.add(new Part(first, place + first - begin, last - first));
    }
  }
}
