package org.contentmover.content.delta;

import java.io.IOException;

/**
 * A piece that does not make what it says it does: its sizes lie, its frame is damaged, or the base
 * is another one than it was made for. The message says which.
 */
public final class PieceRejected extends IOException {
  private static final long serialVersionUID = 1;

  PieceRejected(String message) {
    super(message);
  }

  PieceRejected(String message, Throwable cause) {
    super(message, cause);
  }
}
