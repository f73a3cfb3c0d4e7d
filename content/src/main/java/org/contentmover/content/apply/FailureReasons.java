package org.contentmover.content.apply;

import java.io.IOException;
import org.contentmover.core.interpret.RefusalReason;

/** Which reason stands for a failure of the disk. Java gives the system's error as text only. */
final class FailureReasons {
  private FailureReasons() {}

  static RefusalReason of(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device") || message.contains("Disk quota exceeded")
        ? RefusalReason.NO_SPACE
        : RefusalReason.IO;
  }
}
