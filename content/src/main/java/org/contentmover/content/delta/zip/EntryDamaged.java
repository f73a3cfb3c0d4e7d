package org.contentmover.content.delta.zip;

import java.io.IOException;

/** An entry of an archive that does not inflate to what the archive says. */
public final class EntryDamaged extends IOException {
  private static final long serialVersionUID = 1;

  EntryDamaged(String message) {
    super(message);
  }

  EntryDamaged(String message, Throwable cause) {
    super(message, cause);
  }
}
