package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.contentmover.core.interpret.RefusalReason;

/** What stands for a failure of the disk. Java gives the system's error as text only. */
final class FailureReasons {
  private FailureReasons() {}

  static RefusalReason of(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("No space left on device") || message.contains("Disk quota exceeded")
        ? RefusalReason.NO_SPACE
        : RefusalReason.IO;
  }

  /** For an administrator. Of some failures Java says where they were and not what they were. */
  static String text(IOException e) {
    String what = "";
    if (e instanceof AccessDeniedException) {
      what = ": permission denied";
    } else if (e instanceof NoSuchFileException) {
      what = ": no such file or directory";
    } else if (e instanceof FileAlreadyExistsException) {
      what = ": exists already";
    } else if (e instanceof DirectoryNotEmptyException) {
      what = ": is not empty";
    }
    return "the operating system refused: " + e.getMessage() + what;
  }
}
