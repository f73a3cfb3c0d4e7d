package org.contentmover.gl.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.contentmover.core.mctp.FrameSet;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.mctp.wire.FrameRange;
import org.contentmover.gl.api.OfferReply;

/**
 * A checksum of every frame that was written to a spool file, in a file beside it: what a process
 * that was killed had received is found again by the next one (ADR 0101).
 *
 * <p>Nothing is synced. After a crash of the machine either file may have older content; a frame
 * counts when its content has its checksum, whatever happened. Belongs to one thread at a time.
 * Memory: one chunk when frames are looked for, or somebody else writes some; else some kilobytes.
 */
final class FrameChecksums implements Written {
  private static final long MAGIC = 0x434d_4652_414d_4531L; // "CMFRAME1"
  private static final int HEADER_BYTES = 64;
  private static final int NOTED_AT_ONCE_BYTES = 4 * 1024;

  /** No checksum here: a frame that has this one by chance is received again. */
  private static final int NONE = 0;

  private final Path path;
  private final CRC32C crc = new CRC32C();

  /**
   * Made with the first frame: an announcement alone, which may be invented, is to cost nothing.
   */
  private ByteBuffer checksums;

  private TransferSession session;
  private FileChannel channel;

  /** What somebody else wrote last, without a gap. */
  private long sharedFrom;

  private long sharedTo;
  private ByteBuffer readBack;

  /** Those of a spool file. */
  FrameChecksums(Path spool) {
    path = beside(spool);
  }

  /** Where the checksums of a spool file are. */
  static Path beside(Path spool) {
    return spool.resolveSibling(spool.getFileName() + OfferReply.FRAMES_SUFFIX);
  }

  /** Opens them, or begins anew when they are of other frames. */
  void open(TransferSession newSession) throws IOException {
    session = newSession;
    channel =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer there = ByteBuffer.allocate(HEADER_BYTES);
    read(there, 0);
    if (!there.flip().equals(header())) {
      begin(newSession);
    }
  }

  /** None is there; frames are those of this session from now on. */
  void begin(TransferSession newSession) throws IOException {
    session = newSession;
    sharedFrom = 0;
    sharedTo = 0;
    channel.truncate(0);
    write(header(), 0);
  }

  /** None is there any more. */
  void forget() throws IOException {
    begin(session);
  }

  /** Whether what is noted is of use in another session for the same content. */
  boolean isFor(TransferSession other) {
    return session.payloadBytes() == other.payloadBytes();
  }

  private ByteBuffer header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    header.putLong(MAGIC).putLong(session.sizeBytes()).putInt(session.payloadBytes());
    session.sha256().write(header);
    return header.rewind();
  }

  @Override
  public void onWritten(long offset, ByteBuffer content) throws IOException {
    int payloadBytes = session.payloadBytes();
    int frame = (int) ((offset + payloadBytes - 1) / payloadBytes);
    int at = content.position() + (int) (session.offsetOf(frame) - offset);
    int end = content.limit();
    int first = frame;
    if (checksums == null) {
      checksums = ByteBuffer.allocate(NOTED_AT_ONCE_BYTES);
    }
    checksums.clear();
    while (frame < session.frames() && end - at >= session.lengthOf(frame)) {
      if (!checksums.hasRemaining()) {
        write(checksums.flip(), placeOf(first));
        checksums.clear();
        first = frame;
      }
      int length = session.lengthOf(frame);
      checksums.putInt(checksumOf(content.limit(at + length).position(at)));
      at += length;
      frame++;
    }
    write(checksums.flip(), placeOf(first));
  }

  private int checksumOf(ByteBuffer frame) {
    crc.reset();
    crc.update(frame);
    return (int) crc.getValue();
  }

  /**
   * Somebody else has written into the spool file. A frame that it wrote in two parts, one right
   * behind the other, is there as well.
   */
  void onShared(FileChannel spool, long from, long to) throws IOException {
    if (from != sharedTo) {
      sharedFrom = from;
    }
    sharedTo = to;
    int payloadBytes = session.payloadBytes();
    if (readBack == null || readBack.capacity() % payloadBytes != 0) {
      readBack = ByteBuffer.allocateDirect(framesAtOnce() * payloadBytes);
    }
    long at = from - from % payloadBytes;
    if (at < sharedFrom) {
      at += payloadBytes; // of the first frame this is not all
    }
    while (at < to) {
      readBack.clear().limit((int) Math.min(readBack.capacity(), to - at));
      fill(readBack, spool, at);
      onWritten(at, readBack.flip());
      at += readBack.capacity();
    }
  }

  private int framesAtOnce() {
    return Math.max(1, Chunk.BYTES / session.payloadBytes());
  }

  private static void fill(ByteBuffer buffer, FileChannel from, long offset) throws IOException {
    long start = offset - buffer.position();
    while (buffer.hasRemaining() && from.read(buffer, start + buffer.position()) > 0) {
      // until the buffer is full or the file ends
    }
  }

  /** Looks for the frames that are in the spool file. */
  FrameSet find(FileChannel spool) throws IOException {
    FrameSet found = FrameSet.none(session.frames());
    int atOnce = framesAtOnce();
    ByteBuffer noted = ByteBuffer.allocate(Integer.BYTES * atOnce);
    ByteBuffer content = null;
    for (int first = 0; first < session.frames(); first += atOnce) {
      read(noted.clear(), placeOf(first));
      noted.flip();
      if (isAnyNoted(noted)) {
        if (content == null) {
          content = ByteBuffer.allocateDirect(atOnce * session.payloadBytes());
        }
        find(found, first, noted, spool, content);
      }
    }
    return found;
  }

  private static boolean isAnyNoted(ByteBuffer noted) {
    for (int at = 0; at + Integer.BYTES <= noted.limit(); at += Integer.BYTES) {
      if (noted.getInt(at) != NONE) {
        return true;
      }
    }
    return false;
  }

  private void find(
      FrameSet found, int first, ByteBuffer noted, FileChannel spool, ByteBuffer content)
      throws IOException {
    content.clear();
    long from = session.offsetOf(first);
    fill(content, spool, from);
    int readBytes = content.position();
    for (int frame = first; noted.remaining() >= Integer.BYTES; frame++) {
      int checksum = noted.getInt();
      int at = (int) (session.offsetOf(frame) - from);
      if (frame >= session.frames() || at + session.lengthOf(frame) > readBytes) {
        return;
      }
      content.limit(at + session.lengthOf(frame)).position(at);
      if (checksum != NONE && checksum == checksumOf(content)) {
        found.add(frame);
      }
    }
  }

  /** Tells the hash what is in the spool file already. */
  void tell(FrameSet found, RunningHash hash) {
    int from = found.nextFrom(0);
    while (from >= 0) {
      FrameRange gap = found.nextGap(from);
      int end = gap == null ? found.frames() : gap.first();
      hash.onFound(session.offsetOf(from), session.offsetOf(end - 1) + session.lengthOf(end - 1));
      from = found.nextFrom(end);
    }
  }

  private static long placeOf(int frame) {
    return HEADER_BYTES + (long) Integer.BYTES * frame;
  }

  private void read(ByteBuffer to, long place) throws IOException {
    long at = place;
    int count = channel.read(to, at);
    while (count > 0) {
      at += count;
      count = channel.read(to, at);
    }
  }

  private void write(ByteBuffer from, long place) throws IOException {
    long at = place;
    while (from.hasRemaining()) {
      at += channel.write(from, at);
    }
  }

  /** Closes the file and leaves it where it is. */
  void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }

  /** Removes those of a spool file, if there are any. */
  static void delete(Path spool) throws IOException {
    Files.deleteIfExists(beside(spool));
  }
}
