package org.contentmover.content.assignment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.contentmover.content.disk.FileSystemOps;

/**
 * An assignment that is complete and not durable yet. Its file may be sent, but nothing may be
 * recorded that relies on it before {@link #keep} has returned; a crash leaves rubbish under a name
 * that the next writer of the same assignment replaces. For one thread.
 */
public final class AssignmentDraft {
  private final Path file;
  private final WrittenAssignment written;

  AssignmentDraft(Path file, WrittenAssignment written) {
    this.file = file;
    this.written = written;
  }

  /** Where it is, and stays open to whoever has opened it there. */
  public Path file() {
    return file;
  }

  /** Waits for the disk and gives the file its name; when that fails the file is deleted. */
  public WrittenAssignment keep() throws IOException {
    boolean kept = false;
    try {
      FileSystemOps.REAL.sync(file);
      FileSystemOps.REAL.rename(file, written.file());
      FileSystemOps.REAL.sync(written.file().toAbsolutePath().getParent());
      kept = true;
    } finally {
      if (!kept) {
        Files.deleteIfExists(file);
      }
    }
    return written;
  }

  /** Gives it up: it was only to be seen what it would be. */
  public void discard() throws IOException {
    Files.deleteIfExists(file);
  }

  /** What it is once it is kept. */
  public WrittenAssignment written() {
    return written;
  }
}
