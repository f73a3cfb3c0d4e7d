package org.contentmover.gl.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.contentmover.core.fec.CodingBlock;
import org.contentmover.core.mctp.CodingBlocks;
import org.contentmover.core.mctp.FrameSet;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.log.Reason;

/**
 * The file an assignment is received into: at its full size from the start, written by offset,
 * verified as a whole and synced once (LD-3).
 *
 * <p>Threading: methods are called by one thread, which only copies into memory; the disk is
 * touched on worker threads, in the order of the calls, and results come to {@link Events} on those
 * threads. Frames are written together and hashed while they come. Memory: at most {@value
 * ChunkRoom#MAX_CHUNKS} chunks of {@value Chunk#BYTES} bytes and {@value ParityRoom#MAX_BYTES}
 * bytes of parity frames, whatever the size of the file.
 */
public final class SpoolFile {
  private static final int MAX_WAITING = 32;

  /** What becomes of a spool file; called on worker threads. */
  public interface Events {
    /**
     * The file is there, at its full size.
     *
     * @param found frames of the session that an earlier process left in it
     */
    void spoolOpened(FrameSet found);

    /** The content is whole, has the expected hash, and is on disk. */
    void spoolVerified();

    /**
     * The content has another hash.
     *
     * @param sha256 what it has, hex
     */
    void spoolDiffers(String sha256);

    /** The file cannot be made, written or read; it is given up. */
    void spoolFailed(IOException cause);
  }

  private final Path path;
  private final TransferSession session;
  private final long sizeBytes;
  private final Executor disk;
  private final Events events;
  private final Runnable onClosed;
  private final ChunkRoom chunkRoom;
  private final ParityRoom parityRoom = new ParityRoom();
  private Chunk chunk;

  /** Repairs that need what is in the chunk. */
  private List<Runnable> waiting = new ArrayList<>();

  // Owned by the disk tasks, which run one after the other.
  private final RunningHash hash = new RunningHash();
  private final FrameChecksums checksums;
  private BlockRepair blockRepair;
  private FileChannel channel;
  private boolean failed;
  private boolean catchUpWaits;

  /**
   * Describes the file; {@link #open} makes it.
   *
   * @param path absolute; its directory exists
   * @param session whose frames it takes
   * @param disk does the work on this path, one task after the other
   * @param events takes the results
   * @param onClosed run on the disk when the last task was done
   * @param chunks makes the memory in which frames wait
   */
  SpoolFile(
      Path path,
      TransferSession session,
      Executor disk,
      Events events,
      Runnable onClosed,
      ChunkSupply chunks) {
    this.path = path;
    this.session = session;
    this.sizeBytes = session.sizeBytes();
    this.checksums = new FrameChecksums(path);
    this.disk = disk;
    this.events = events;
    this.onClosed = onClosed;
    this.chunkRoom = new ChunkRoom(path, disk, chunks);
  }

  /** Makes the file at its full size; {@link Events#spoolOpened} follows, or spoolFailed. */
  public void open() {
    onDisk(
        () -> {
          if (!Files.exists(path)) {
            requireSpace(sizeBytes);
          }
          channel =
              FileChannel.open(
                  path,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          checksums.open(session);
          FrameSet found = checksums.find(channel);
          if (found.isEmpty()) {
            channel.truncate(0); // what is there is of no use: the disk has it back
          }
          // Not by the file's size: the disk gives nothing for what was not written yet.
          requireSpace(sizeBytes - (long) found.size() * session.payloadBytes());
          channel.truncate(sizeBytes);
          if (channel.size() < sizeBytes) {
            channel.write(ByteBuffer.allocate(1), sizeBytes - 1);
          }
          checksums.tell(found, hash);
          events.spoolOpened(found);
          catchUpLater();
        });
  }

  /** Frames are those of another session from now on, for the same content. */
  public void goOn(TransferSession other) {
    flush();
    onDisk(
        () -> {
          if (!checksums.isFor(other)) {
            checksums.begin(other);
          }
        });
  }

  private void requireSpace(long neededBytes) throws IOException {
    long freeBytes = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace();
    if (freeBytes < neededBytes) {
      throw new IOException(
          "no room: " + neededBytes + " bytes are needed, " + freeBytes + " are free");
    }
  }

  /**
   * Writes a part of the content.
   *
   * @param offset where it belongs
   * @param content copied, from its position to its limit
   * @return false when the disk is so far behind that nothing more fits into memory: the part is
   *     not written and must be asked for again, like one that was lost on the way
   */
  public boolean write(long offset, ByteBuffer content) {
    int length = content.remaining();
    if (offset < 0 || length > sizeBytes - offset || length > Chunk.BYTES) {
      throw new IndexOutOfBoundsException(
          length + " bytes at " + offset + " of a file of " + sizeBytes);
    }
    if (chunk != null && chunk.add(offset, content)) {
      return true;
    }
    flush();
    chunk = chunkRoom.take();
    return chunk != null && chunk.add(offset, content);
  }

  /**
   * Reads back for the hash, a step at a time and each behind what is to be written by then: frames
   * that find no room in memory are lost, what is not hashed yet is only read later.
   */
  private void catchUpLater() {
    if (failed || catchUpWaits || !hash.isBehind()) {
      return;
    }
    catchUpWaits = true;
    disk.execute(
        () -> {
          catchUpWaits = false;
          attempt(() -> hash.catchUp(channel));
          catchUpLater();
        });
  }

  /** Gives to the disk what waits in memory. */
  public void flush() {
    if (chunk == null) {
      return;
    }
    Chunk full = chunk;
    List<Runnable> repairs = waiting;
    chunk = null;
    waiting = new ArrayList<>();
    disk.execute(
        () -> {
          attempt(() -> full.writeTo(channel, this::onWritten));
          chunkRoom.giveBack(full);
          repairs.forEach(Runnable::run);
          catchUpLater();
        });
  }

  private void onWritten(long offset, ByteBuffer content) throws IOException {
    checksums.onWritten(offset, content.duplicate());
    hash.onWritten(offset, content);
  }

  /**
   * Keeps a parity frame until its block is repaired.
   *
   * @return false when there is no room for it in memory
   */
  public boolean keepParity(int block, int index, ByteBuffer payload) {
    return parityRoom.keep(block, index, payload);
  }

  /**
   * Restores data frames of a block from what is written of it and the parity frames kept, which
   * are let go.
   *
   * @param of the session whose block it is
   * @param missing numbers of the frames, ascending
   * @return false when too few parity frames are kept
   */
  public boolean repair(TransferSession of, int block, int[] missing) {
    List<ParityRoom.Kept> parity = parityRoom.take(block);
    if (parity.size() < missing.length) {
      parityRoom.giveBack(parity);
      return false;
    }
    Runnable repair = () -> repair(of, block, missing, parity);
    long from = of.offsetOf(CodingBlocks.first(block));
    long to = from + (long) CodingBlock.MAX_DATA * of.payloadBytes();
    if (chunk == null || !chunk.touches(from, to)) {
      disk.execute(repair);
    } else {
      // A repair that follows every data frame must not send a nearly empty chunk before it.
      waiting.add(repair);
      if (waiting.size() == MAX_WAITING) {
        flush();
      }
    }
    return true;
  }

  private void repair(TransferSession of, int block, int[] missing, List<ParityRoom.Kept> parity) {
    attempt(() -> blockRepair(of).repair(channel, this::onWritten, of, block, missing, parity));
    parityRoom.giveBack(parity);
    catchUpLater();
  }

  private BlockRepair blockRepair(TransferSession of) {
    if (blockRepair == null || blockRepair.frameBytes() != of.payloadBytes()) {
      blockRepair = new BlockRepair(of.payloadBytes());
    }
    return blockRepair;
  }

  /** Lets the parity frames of a block go. */
  public void dropParity(int block) {
    parityRoom.giveBack(parityRoom.take(block));
  }

  /** Somebody else writes into the file from now on: its hash is taken when all is there. */
  public void share() {
    flush();
    onDisk(hash::postpone);
  }

  /**
   * Somebody else has written the bytes from {@code from} to {@code to}, exclusive: the frames that
   * are whole by that are found again. Called in the order in which they were written.
   */
  public void noteShared(long from, long to) {
    onDisk(() -> checksums.onShared(channel, from, to));
  }

  /** Finishes the hash of the whole file; spoolVerified or spoolDiffers follows, or spoolFailed. */
  public void verify() {
    flush();
    onDisk(
        () -> {
          String sha256 = hash.finish(channel, sizeBytes);
          if (sha256.equals(session.sha256().hex())) {
            ConnectorLog.VERIFIED.log(path);
            channel.force(true);
            syncDirectory();
            events.spoolVerified();
          } else {
            checksums.forget();
            events.spoolDiffers(sha256);
          }
        });
  }

  private void syncDirectory() throws IOException {
    try (FileChannel directory =
        FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  /** A file that was closed is not received into any more: what was noted of it goes. */
  public static void forgetFrames(Path path) {
    try {
      FrameChecksums.delete(path);
    } catch (IOException e) {
      ConnectorLog.DELETE_FAILED.log(FrameChecksums.beside(path), Reason.of(e));
    }
  }

  /**
   * Closes the file and leaves it where it is, and what it has can be found again. Nothing is
   * reported after that.
   */
  public void close() {
    flush();
    disk.execute(
        () -> {
          giveUp();
          onClosed.run();
        });
  }

  /** Closes and deletes the file. Nothing is reported after that. */
  public void delete() {
    chunk = null;
    disk.execute(
        () -> {
          giveUp();
          try {
            Files.deleteIfExists(path);
            FrameChecksums.delete(path);
          } catch (IOException e) {
            ConnectorLog.DELETE_FAILED.log(path, Reason.of(e));
          }
          onClosed.run();
        });
  }

  private void giveUp() {
    failed = true; // whatever comes after this is no longer of interest
    closeChannel();
  }

  private interface DiskTask {
    void run() throws IOException;
  }

  private void onDisk(DiskTask task) {
    disk.execute(() -> attempt(task));
  }

  private void attempt(DiskTask task) {
    if (failed) {
      return;
    }
    try {
      task.run();
    } catch (IOException e) {
      fail(e);
    } catch (OutOfMemoryError e) {
      fail(
          new IOException(
              "there is no memory for it ("
                  + e.getMessage()
                  + "); give the server more, also"
                  + " outside its heap: -XX:MaxDirectMemorySize",
              e));
    } catch (RuntimeException | Error e) {
      fail(new IOException("an error in the connector: " + e, e));
    }
  }

  private void fail(IOException cause) {
    giveUp();
    events.spoolFailed(cause);
  }

  private void closeChannel() {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
      checksums.close();
    } catch (IOException e) {
      // Everything that must be durable was forced before; an error of close tells nothing new.
      ConnectorLog.CLOSE_FAILED.log(e, path);
    }
    channel = null;
  }
}
