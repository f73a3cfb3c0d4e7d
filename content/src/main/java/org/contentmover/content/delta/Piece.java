package org.contentmover.content.delta;

import java.util.List;
import java.util.Objects;

/**
 * A stretch of the content stream and where its bytes come from (CM-3).
 *
 * <p>Immutable. Constructors refuse sizes no reader would take, with an {@link
 * IllegalArgumentException} that names them.
 */
public sealed interface Piece {
  /** Most content of a piece that is held in memory as a whole: 8 MiB. */
  int MAX_CONTENT_BYTES = 1 << 23;

  /** Most bytes of a dictionary: 8 MiB. */
  int MAX_DICTIONARY_BYTES = 1 << 23;

  /** Most bytes of a stream that its pieces use once more: 256 MiB, kept on disk meanwhile. */
  long MAX_USED_AGAIN_BYTES = 1 << 28;

  /** Most ranges of a dictionary. */
  int MAX_DICTIONARY_RANGES = 1024;

  /** How many bytes of the stream it makes; at least 1. */
  long contentBytes();

  /** How many bytes of the data section it takes. */
  long dataBytes();

  /** Its content is the next bytes of the data. */
  record Stored(long contentBytes) implements Piece {
    public Stored {
      requireContent(contentBytes);
    }

    @Override
    public long dataBytes() {
      return contentBytes;
    }
  }

  /** One zstd frame that stands by itself, with a window of 8 MiB at most. */
  record Zstd(long contentBytes, long dataBytes) implements Piece {
    public Zstd {
      requireContent(contentBytes);
      requireData(dataBytes);
    }
  }

  /**
   * One zstd frame over a raw dictionary: the bytes of ranges of the base, and behind them those of
   * ranges of the stream. Before it the data has stretches of the dictionary that are in the
   * content as they are.
   *
   * @param contentBytes at most {@link #MAX_CONTENT_BYTES}
   * @param copies how many stretches
   */
  record Patch(
      long contentBytes,
      long dataBytes,
      List<BaseRange> dictionary,
      List<MadeRange> made,
      int copies)
      implements Piece {
    public Patch {
      requireContent(contentBytes);
      requireData(dataBytes);
      dictionary = List.copyOf(dictionary);
      made = List.copyOf(made);
      if (contentBytes > MAX_CONTENT_BYTES) {
        throw new IllegalArgumentException(
            "a patch makes " + contentBytes + " bytes; " + MAX_CONTENT_BYTES + " are allowed");
      }
      if (dataBytes > maxDataBytes(contentBytes)) {
        throw new IllegalArgumentException(
            "a patch takes " + dataBytes + " bytes to make " + contentBytes);
      }
      if (copies < 0 || copies > DictionaryCopies.MOST) {
        throw new IllegalArgumentException(
            "a patch copies " + copies + " stretches; " + DictionaryCopies.MOST + " are allowed");
      }
      int ranges = dictionary.size() + made.size();
      if (ranges == 0 || ranges > MAX_DICTIONARY_RANGES) {
        throw new IllegalArgumentException(
            "a dictionary of "
                + ranges
                + " ranges; 1 to "
                + MAX_DICTIONARY_RANGES
                + " are allowed");
      }
      long left = MAX_DICTIONARY_BYTES;
      for (BaseRange range : dictionary) {
        left = left(left, range.length());
      }
      for (MadeRange range : made) {
        left = left(left, range.length());
      }
    }

    /** Over the base alone. */
    public Patch(long contentBytes, long dataBytes, List<BaseRange> dictionary) {
      this(contentBytes, dataBytes, dictionary, List.of(), 0);
    }

    private static long left(long before, long length) {
      if (length > before) {
        throw new IllegalArgumentException(
            "a dictionary of more than " + MAX_DICTIONARY_BYTES + " bytes");
      }
      return before - length;
    }

    int dictionaryBytes() {
      return (int)
          (dictionary.stream().mapToLong(BaseRange::length).sum()
              + made.stream().mapToLong(MadeRange::length).sum());
    }
  }

  /** Its content is in the base version; no data. */
  record Copy(BaseRange range) implements Piece {
    public Copy {
      Objects.requireNonNull(range, "range");
    }

    @Override
    public long contentBytes() {
      return range.length();
    }

    @Override
    public long dataBytes() {
      return 0;
    }
  }

  private static void requireContent(long contentBytes) {
    if (contentBytes < 1) {
      throw new IllegalArgumentException("a piece of " + contentBytes + " bytes cannot be");
    }
  }

  private static void requireData(long dataBytes) {
    if (dataBytes < 1) {
      throw new IllegalArgumentException("a frame of " + dataBytes + " bytes cannot be");
    }
  }

  /** A frame is never longer than this; what claims to be only wants memory. */
  private static long maxDataBytes(long contentBytes) {
    return contentBytes + (contentBytes >> 7) + 1024;
  }
}
