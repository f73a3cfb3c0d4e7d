package org.contentmover.gl.log;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in an administrator's words why an operation on a file failed. */
public final class Reason {
  private Reason() {}

  /** The reason, with the file it is about. Some exceptions' own messages are a bare path. */
  public static String of(IOException cause) {
    if (cause instanceof NoSuchFileException missing) {
      return "no such file or directory: " + missing.getFile();
    }
    if (cause instanceof AccessDeniedException denied) {
      return "no permission: " + denied.getFile();
    }
    if (cause instanceof FileSystemException failed && failed.getReason() == null) {
      return cause.getClass().getSimpleName() + ": " + failed.getFile();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
