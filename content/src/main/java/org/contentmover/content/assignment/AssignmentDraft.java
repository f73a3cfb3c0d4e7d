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
  private final FileSystemOps ops;

  AssignmentDraft(Path file, WrittenAssignment written) {
    this(file, written, FileSystemOps.REAL);
  }

  AssignmentDraft(Path file, WrittenAssignment written, FileSystemOps ops) {
    this.file = file;
    this.written = written;
    this.ops = ops;
  }

  /** Where it is, and stays open to whoever has opened it there. */
  public Path file() {
    return file;
  }

  /** Waits for the disk and gives the file its name; when that fails the file is deleted. */
  public WrittenAssignment keep() throws IOException {
    boolean named = false;
    boolean kept = false;
    try {
      ops.sync(file);
      ops.rename(file, written.file());
      named = true;
      ops.sync(written.file().toAbsolutePath().getParent());
      kept = true;
    } finally {
      if (!kept) {
        Files.deleteIfExists(named ? written.file() : file);
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
