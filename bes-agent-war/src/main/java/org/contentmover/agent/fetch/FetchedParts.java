package org.contentmover.agent.fetch;

import java.util.function.Consumer;
import org.contentmover.gl.api.ByteRange;

/**
 * Joins the pieces that come from a source to parts that are worth being told of: each is read once
 * more by whoever is told. For one thread.
 */
final class FetchedParts {
  static final long PART_BYTES = 1024 * 1024;

  private final Consumer<ByteRange> told;
  private ByteRange part;

  FetchedParts(Consumer<ByteRange> told) {
    this.told = told;
  }

  /** This was written. */
  void add(ByteRange piece) {
    if (part != null && part.end() == piece.offset()) {
      part = new ByteRange(part.offset(), part.length() + piece.length());
    } else {
      tellRest();
      part = piece;
    }
    if (part.length() >= PART_BYTES) {
      tellRest();
    }
  }

  /** Nothing more comes for now. */
  void tellRest() {
    if (part != null) {
      told.accept(part);
      part = null;
    }
  }
}
