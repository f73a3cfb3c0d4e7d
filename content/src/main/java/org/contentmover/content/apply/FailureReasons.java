package org.contentmover.content.apply;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.core.interpret.RefusalReason;

/**
 * What stands for a failure of the disk. Java gives the system's error as text only, in any
 * language: so whether there is room is found out by trying.
 */
final class FailureReasons {
  private FailureReasons() {}

  /** There was no room for what failed. */
  private static final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    NoRoom(IOException failure) {
      super(failure.getMessage(), failure);
    }
  }

  /**
   * Looks whether it was for want of room. To be asked before anything is undone, which makes room.
   *
   * @param directory on the file system in question
   * @return the failure, marked when it was
   */
  static IOException lookedInto(IOException failure, FileSystemOps ops, Path directory) {
    if (failure instanceof NoRoom || cause(failure) != null) {
      return failure;
    }
    try {
      return ops.hasRoom(directory) ? failure : new NoRoom(failure);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return failure;
    }
  }

  static RefusalReason of(IOException e) {
    return e instanceof NoRoom ? RefusalReason.NO_SPACE : RefusalReason.IO;
  }

  /** For an administrator. Of some failures Java says where they were and not what they were. */
  static String text(IOException e) {
    if (e instanceof NoRoom) {
      return "the file system takes no more, for want of space, of inodes or of quota: "
          + e.getMessage();
    }
    String cause = cause(e);
    return "the operating system refused: " + e.getMessage() + (cause == null ? "" : ": " + cause);
  }

  /** What kinds of exceptions say; null for others. */
  private static String cause(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "exists already";
    }
    return e instanceof DirectoryNotEmptyException ? "is not empty" : null;
  }
}
