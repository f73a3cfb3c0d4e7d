package org.contentmover.gl.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * SHA-256 of a file while it is being written: follows the front of what is there without a gap, so
 * that little is left to read when the last part arrives.
 *
 * <p>It is the hash of what is in the file, whatever is written: a part that is written over what
 * was hashed makes it begin anew, at the end. Memory: at most {@value #MAX_STRETCHES} stretches are
 * remembered; what it does not remember is read at the end. Belongs to one thread at a time.
 */
final class RunningHash implements Written {
  static final int MAX_STRETCHES = 4_096;

  /** What is read back at once when a gap closes: the disk has frames to write meanwhile. */
  static final long MAX_CATCH_UP_BYTES = 1024 * 1024;

  private final MessageDigest digest = sha256();
  private final TreeMap<Long, Long> ahead = new TreeMap<>();
  private ByteBuffer readBuffer;
  private long hashedBytes;
  private boolean postponed;

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void onWritten(long offset, ByteBuffer content) {
    if (postponed) {
      return;
    }
    if (offset == hashedBytes) {
      hashedBytes += content.remaining();
      digest.update(content);
    } else if (offset > hashedBytes) {
      remember(offset, offset + content.remaining());
    } else {
      postpone();
    }
  }

  /** This stretch was in the file before; to be told in ascending order, before any write. */
  void onFound(long from, long to) {
    remember(from, to);
  }

  private void remember(long from, long to) {
    long begin = from;
    long end = to;
    Map.Entry<Long, Long> before = ahead.floorEntry(from);
    if (before != null && before.getValue() >= from) {
      begin = before.getKey();
      end = Math.max(end, before.getValue());
    }
    for (Map.Entry<Long, Long> next = ahead.higherEntry(begin);
        next != null && next.getKey() <= end;
        next = ahead.higherEntry(begin)) {
      end = Math.max(end, next.getValue());
      ahead.remove(next.getKey());
    }
    ahead.put(begin, end);
    if (ahead.size() > MAX_STRETCHES) {
      ahead.pollLastEntry();
    }
  }

  /** Whether a gap has closed and what lies behind it is not hashed yet. */
  boolean isBehind() {
    return !ahead.isEmpty() && ahead.firstKey() <= hashedBytes;
  }

  /** Reads what lies behind a gap that has closed; some of it, when it is much. */
  void catchUp(FileChannel file) throws IOException {
    long leftBytes = MAX_CATCH_UP_BYTES;
    while (leftBytes > 0 && isBehind()) {
      Map.Entry<Long, Long> stretch = ahead.firstEntry();
      long end = Math.min(stretch.getValue(), hashedBytes + leftBytes);
      leftBytes -= Math.max(0, end - hashedBytes);
      read(file, end);
      if (hashedBytes >= stretch.getValue()) {
        ahead.pollFirstEntry();
      }
    }
  }

  /** Somebody else writes into the file, or it was written twice: all of it is read at the end. */
  void postpone() {
    restart();
    postponed = true;
  }

  /** Everything will be written anew. */
  void restart() {
    digest.reset();
    ahead.clear();
    hashedBytes = 0;
    postponed = false;
  }

  /** The hash of the whole file, hex; begins anew after that. */
  String finish(FileChannel file, long sizeBytes) throws IOException {
    read(file, sizeBytes);
    String sha256 = HexFormat.of().formatHex(digest.digest());
    restart();
    return sha256;
  }

  private void read(FileChannel file, long end) throws IOException {
    while (hashedBytes < end) {
      if (readBuffer == null) {
        readBuffer = ByteBuffer.allocateDirect(Chunk.BYTES);
      }
      readBuffer.clear().limit((int) Math.min(readBuffer.capacity(), end - hashedBytes));
      int count = file.read(readBuffer, hashedBytes);
      if (count < 0) {
        return; // somebody made the file shorter: its hash will tell
      }
      hashedBytes += count;
      digest.update(readBuffer.flip());
    }
  }
}
