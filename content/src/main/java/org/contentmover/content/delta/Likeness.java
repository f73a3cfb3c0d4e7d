package org.contentmover.content.delta;

/**
 * A part of a new file's stretch and what of the base it is, or resembles.
 *
 * @param offset in the stretch
 * @param length of the part, at least 1
 * @param base as long as the part when they are the same
 * @param same whether the bytes are equal; they were compared
 */
public record Likeness(long offset, long length, BaseRange base, boolean same) {
  public long end() {
    return offset + length;
  }

  /** The same part of a stretch that begins so many bytes before. */
  public Likeness moved(long bytes) {
    return new Likeness(offset + bytes, length, base, same);
  }
}
