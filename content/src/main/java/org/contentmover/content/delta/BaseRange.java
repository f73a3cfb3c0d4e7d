package org.contentmover.content.delta;

import java.util.Objects;

/**
 * Some bytes of the base version.
 *
 * @param baseFile index among the files of the base manifest, in its order
 * @param view how its bytes are looked at; offset and length count in that view
 * @param length at least 1
 */
public record BaseRange(int baseFile, View view, long offset, long length) {
  public BaseRange {
    Objects.requireNonNull(view, "view");
    if (baseFile < 0) {
      throw new IllegalArgumentException("base file " + baseFile + " cannot be");
    }
    if (offset < 0 || length < 1 || offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(
          "range of "
              + length
              + " bytes at "
              + offset
              + " of base file "
              + baseFile
              + " cannot be");
    }
  }

  public long end() {
    return offset + length;
  }

  /** Whether another one begins where this one ends. */
  public boolean isFollowedBy(BaseRange other) {
    return baseFile == other.baseFile && view.equals(other.view) && end() == other.offset;
  }

  /** What is left of it behind as many bytes. */
  public BaseRange from(long bytes) {
    return new BaseRange(baseFile, view, offset + bytes, length - bytes);
  }

  /** This one and as many bytes after it. */
  public BaseRange longer(long bytes) {
    return new BaseRange(baseFile, view, offset, length + bytes);
  }
}
