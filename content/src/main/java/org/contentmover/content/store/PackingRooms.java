package org.contentmover.content.store;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where threads read and pack what the store takes in; used again until this is closed, for new
 * room has to be cleared. Usable by several threads at once.
 */
final class PackingRooms implements Closeable {
  private final int level;
  private final Deque<Room> idle = new ArrayDeque<>();
  private boolean closed;

  PackingRooms(int level) {
    this.level = level;
  }

  /** Room for one thread, which closes it. */
  synchronized Room take() {
    return idle.isEmpty() ? new Room() : idle.pop();
  }

  private synchronized void leave(Room room) {
    if (closed) {
      room.context.close();
    } else {
      idle.push(room);
    }
  }

  /** Who is at work yet frees what it has when it is done. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(room -> room.context.close());
    idle.clear();
  }

  /** What one thread has. */
  final class Room implements AutoCloseable {
    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(level);
    private byte[] content = new byte[PackOrder.MAX_GROUP_BYTES + 1];
    private byte[] frame = new byte[0];

    /** Room for so many bytes at least; what was in it may be gone. */
    byte[] content(int bytes) {
      if (content.length < bytes) {
        content = new byte[bytes];
      }
      return content;
    }

    /** Packs the beginning of the content; says how long {@link #frame} is. */
    int pack(int bytes) {
      int bound = (int) Zstd.compressBound(bytes);
      if (frame.length < bound) {
        frame = new byte[bound];
      }
      return context.compressByteArray(frame, 0, frame.length, content, 0, bytes);
    }

    byte[] frame() {
      return frame;
    }

    @Override
    public void close() {
      leave(this);
    }
  }
}
