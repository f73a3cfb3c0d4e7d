package org.contentmover.content.journal;

import java.io.IOException;

/**
 * A journal that says something no crash explains: a person has to look at it. The message says
 * where.
 */
public final class JournalDamaged extends IOException {
  private static final long serialVersionUID = 1;

  JournalDamaged(String message, Throwable cause) {
    super(message, cause);
  }
}
