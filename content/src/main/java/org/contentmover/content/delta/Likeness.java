package org.contentmover.content.delta;

/**
 * A part of a new file's stretch and what it is, or resembles: something of the base, or an earlier
 * part of the stretch.
 *
 * @param offset in the stretch
 * @param length of the part, at least 1
 * @param base as long as the part when they are the same; null when it is an earlier part
 * @param same whether the bytes are those of the base; they were compared
 * @param first where in the stretch an earlier part of this length begins that should be the same;
 *     -1 when there is none
 */
public record Likeness(long offset, long length, BaseRange base, boolean same, long first) {
  public Likeness(long offset, long length, BaseRange base, boolean same) {
    this(offset, length, base, same, -1);
  }

  /** A part that should be the same as an earlier one. */
  public static Likeness again(long offset, long length, long first) {
    return new Likeness(offset, length, null, false, first);
  }

  public long end() {
    return offset + length;
  }

  /** How long it is what it resembles. */
  public long knownBytes() {
    return base == null ? length : base.length();
  }

  /** The same part of a stretch that begins so many bytes before. */
  public Likeness moved(long bytes) {
    return new Likeness(offset + bytes, length, base, same, first < 0 ? first : first + bytes);
  }
}
