package org.contentmover.gl.state;

import static org.contentmover.gl.state.UncleanEnds.NONE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import org.contentmover.gl.log.Reason;

/**
 * The state directory of one server instance: locked while open, holds the epoch floor, and how
 * runs of this instance ended.
 *
 * <p>Every write is temporary file, sync, rename, sync of the directory, so a crash leaves the old
 * content or the new one. Not safe for use by several threads.
 */
public final class StateDirectory implements AutoCloseable {
  static final String LOCK_FILE = "lock";
  static final String FLOOR_FILE = "epoch-floor";
  static final String RUN_FILE = "in-segment";
  static final String ENDS_FILE = "unclean-ends";
  private static final String TEMPORARY_SUFFIX = ".new";
  private static final String CLAIM_PREFIX = "org.contentmover.gl.state:";
  private static final int MAX_FILE_BYTES = 1024;

  private final Path directory;
  private final String claim;
  private final FileChannel lockChannel;

  private StateDirectory(Path directory, String claim, FileChannel lockChannel) {
    this.directory = directory;
    this.claim = claim;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes the directory when it is missing, and locks it.
   *
   * @param directory belongs to one server instance
   * @throws IOException when another instance has it or it cannot be written; the message says what
   *     to do
   */
  public static StateDirectory open(Path directory) throws IOException {
    String claim;
    try {
      Files.createDirectories(directory);
      claim = CLAIM_PREFIX + directory.toRealPath();
    } catch (IOException e) {
      throw unusable(directory, e);
    }
    // Closing any channel of a file drops the process's lock on it. So whoever shares the process,
    // in whatever class loader, must be refused before it opens the file.
    if (System.getProperties().putIfAbsent(claim, "claimed") != null) {
      throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel = openLockFile(directory);
      if (channel.tryLock() == null) {
        throw inUse(directory, owner(channel));
      }
      writeOwner(channel);
      return new StateDirectory(directory, claim, channel);
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      System.getProperties().remove(claim);
      throw e;
    }
  }

  private static FileChannel openLockFile(Path directory) throws IOException {
    try {
      return FileChannel.open(
          directory.resolve(LOCK_FILE),
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  private static IOException unusable(Path directory, IOException cause) {
    return new IOException(
        "The state directory "
            + directory
            + " cannot be used ("
            + Reason.of(cause)
            + "). Give the server's user write access to it, or set state.directory to another"
            + " one.",
        cause);
  }

  private static IOException inUse(Path directory, String process) {
    return new IOException(
        "The state directory "
            + directory
            + " is in use by another server instance (process "
            + process
            + "). Every instance needs a directory of its own: set state.directory, or stop the"
            + " other instance.");
  }

  private static void writeOwner(FileChannel channel) throws IOException {
    byte[] owner = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(owner), 0);
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer owner = ByteBuffer.allocate(32);
    channel.read(owner, 0);
    String text = new String(owner.array(), 0, owner.position(), StandardCharsets.US_ASCII).trim();
    return text.isEmpty() ? "unknown" : text;
  }

  /**
   * The floor that was kept last.
   *
   * @return empty when none was ever kept
   * @throws IOException when the file is damaged; never taken for "none", because an epoch that
   *     falls lets two leaders pass for one
   */
  public Optional<EpochFloor> readFloor() throws IOException {
    Path file = directory.resolve(FLOOR_FILE);
    Optional<byte[]> content = read(file);
    if (content.isEmpty()) {
      return Optional.empty();
    }
    EpochFloor floor = EpochFloor.decode(content.get());
    if (floor == null) {
      throw damaged(file);
    }
    return Optional.of(floor);
  }

  /** The file's content, cut at a size that none of these files has; empty when there is none. */
  private static Optional<byte[]> read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Optional.of(in.readNBytes(MAX_FILE_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static IOException damaged(Path file) {
    return new IOException(
        "The epoch floor in "
            + file
            + " is damaged. Bring the file back from a backup; or, while the segment has a leader,"
            + " delete it: this server then learns the epoch from that leader. Do not delete it on"
            + " all servers of a segment.");
  }

  /** Keeps the floor; on return it is on disk. */
  public void writeFloor(EpochFloor floor) throws IOException {
    write(FLOOR_FILE, floor.encode());
  }

  /**
   * This instance enters its segment. When the one before it did not leave ({@link #onLeft}), that
   * is kept as an unclean end.
   *
   * @return all that is known of such ends
   */
  public UncleanEnds onEntered(Instant now) throws IOException {
    UncleanEnds ends = read(directory.resolve(ENDS_FILE)).map(UncleanEnds::decode).orElse(NONE);
    if (Files.exists(directory.resolve(RUN_FILE))) {
      ends = ends.and(now);
      write(ENDS_FILE, ends.encode());
    }
    write(RUN_FILE, (now + "\n").getBytes(StandardCharsets.US_ASCII));
    return ends;
  }

  /** This instance has left its segment as it should. */
  public void onLeft() throws IOException {
    Files.deleteIfExists(directory.resolve(RUN_FILE));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path temporary = directory.resolve(name + TEMPORARY_SUFFIX);
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer content = ByteBuffer.wrap(bytes);
      while (content.hasRemaining()) {
        out.write(content);
      }
      out.force(true);
    }
    Files.move(
        temporary,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
      self.force(true);
    }
  }

  /** Where the state is. */
  public Path path() {
    return directory;
  }

  /** Unlocks the directory. */
  @Override
  public void close() throws IOException {
    try {
      lockChannel.close();
    } finally {
      System.getProperties().remove(claim);
    }
  }
}
