package org.contentmover.agent.segment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;

/**
 * The last order about leading, kept in the state directory so that a restart forgets none (EL-12).
 * Safe for any thread.
 */
public final class LeadershipOrderFile {
  private static final String NAME = "leadership.order";

  private final FileSystemOps ops;
  private final Path file;
  private volatile LeadershipOrder order;

  /**
   * Reads what is there.
   *
   * @throws IOException when it cannot be read, or holds no order; the message names the file
   */
  public LeadershipOrderFile(Path stateDirectory) throws IOException {
    this(stateDirectory, FileSystemOps.REAL);
  }

  LeadershipOrderFile(Path stateDirectory, FileSystemOps ops) throws IOException {
    this.ops = ops;
    file = stateDirectory.resolve(NAME);
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (NoSuchFileException e) {
      text = LeadershipOrder.CONFIGURED.name();
    }
    String found = text;
    order =
        LeadershipOrder.named(found)
            .orElseThrow(
                () ->
                    new IOException(
                        file
                            + " holds \""
                            + found
                            + "\", no order about leading; remove it and repeat the order at the"
                            + " CCM"));
  }

  public LeadershipOrder order() {
    return order;
  }

  /** Durable when this returns. */
  public synchronized void take(LeadershipOrder newOrder) {
    byte[] name = newOrder.name().getBytes(StandardCharsets.UTF_8);
    try {
      AtomicFile.replace(ops, file, out -> out.write(name));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
    order = newOrder;
  }
}
