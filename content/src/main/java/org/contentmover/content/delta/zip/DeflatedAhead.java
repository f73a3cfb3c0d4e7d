package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.zip.Deflater;

/**
 * Has entries deflated by other threads, while the calling one makes what follows and writes what
 * is done, in the order of the archive. An entry is deflated by one thread at a time, several
 * entries by several.
 *
 * <p>Memory: 4 MiB that are not deflated or not written yet, and what zlib needs (268 kB) for each
 * thread and the entry that has begun.
 */
final class DeflatedAhead implements ArchiveOutput {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final long MOST_AHEAD_BYTES = 4 << 20;

  /** What it takes to remember a part, however small. */
  private static final int PART_BYTES = 1 << 10;

  private final int level;
  private final OutputStream out;
  private final DeflatingThreads threads;
  private final Queue<Part> ahead = new ArrayDeque<>();
  private final Queue<Deflater> deflaters = new ConcurrentLinkedQueue<>();
  private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();
  private final byte[] block = new byte[BLOCK_BYTES];
  private long aheadBytes;
  private int filled;
  private Entry entry;

  /** What comes next of the archive, and how much was given for it. */
  private record Part(int bytes, CompletableFuture<byte[]> made) {}

  /**
   * Begins an archive.
   *
   * @param level of deflating, 1 to 9
   */
  DeflatedAhead(int level, OutputStream out, DeflatingThreads threads) {
    this.level = level;
    this.out = out;
    this.threads = threads;
    this.entry = new Entry(0);
  }

  @Override
  public OutputStream kept() {
    return new Taking() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        keep(bytes, offset, length);
      }
    };
  }

  @Override
  public OutputStream deflated() {
    return new Taking() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        deflate(bytes, offset, length);
      }
    };
  }

  /** Takes many bytes at once. */
  private abstract static class Taking extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }
  }

  private void keep(byte[] bytes, int offset, int length) throws IOException {
    while (!ahead.isEmpty() && ahead.element().made().isDone()) {
      writeNext();
    }
    if (ahead.isEmpty()) {
      out.write(bytes, offset, length);
    } else {
      byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
      add(length, CompletableFuture.completedFuture(copy));
    }
  }

  private void deflate(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      if (filled == BLOCK_BYTES) {
        passOn(false);
      }
      int taken = Math.min(end - at, BLOCK_BYTES - filled);
      System.arraycopy(bytes, at, block, filled, taken);
      filled += taken;
      at += taken;
    }
  }

  @Override
  public void finishEntry() throws IOException {
    passOn(true);
    entry = new Entry(entry.number + 1);
  }

  private void passOn(boolean last) throws IOException {
    byte[] bytes = Arrays.copyOf(block, filled);
    filled = 0;
    add(bytes.length, entry.goOn(bytes, last));
  }

  private void add(int bytes, CompletableFuture<byte[]> made) throws IOException {
    Part part = new Part(bytes + PART_BYTES, made);
    ahead.add(part);
    aheadBytes += part.bytes();
    while (aheadBytes > MOST_AHEAD_BYTES) {
      writeNext();
    }
  }

  private void writeNext() throws IOException {
    Part next = ahead.remove();
    aheadBytes -= next.bytes();
    out.write(next.made().join());
  }

  @Override
  public void finish() throws IOException {
    while (!ahead.isEmpty()) {
      writeNext();
    }
  }

  /** Waits for what is being deflated, if it is no longer wanted. */
  @Override
  public void close() {
    ahead.forEach(part -> part.made().handle((made, failure) -> made).join());
    deflaters.forEach(Deflater::end);
  }

  /** One entry: block after block, by whichever thread. */
  private final class Entry {
    private final int number;
    private final Executor inTurn;

    /** The block that was passed on last; null before the first. */
    private CompletableFuture<byte[]> latest;

    /** Of the thread that deflates it at the moment. */
    private Deflater deflater;

    Entry(int number) {
      this.number = number;
      this.inTurn = task -> threads.execute(number, task);
    }

    CompletableFuture<byte[]> goOn(byte[] bytes, boolean last) {
      latest =
          latest == null
              ? CompletableFuture.supplyAsync(() -> deflated(bytes, last), inTurn)
              : latest.thenApplyAsync(before -> deflated(bytes, last), inTurn);
      return latest;
    }

    private byte[] deflated(byte[] bytes, boolean last) {
      if (deflater == null) {
        deflater = anyDeflater();
      }
      deflater.setInput(bytes);
      if (last) {
        deflater.finish();
      }
      byte[] made = new byte[bytes.length + 64];
      int length = 0;
      while (last ? !deflater.finished() : !deflater.needsInput()) {
        if (length == made.length) {
          made = Arrays.copyOf(made, 2 * length);
        }
        length += deflater.deflate(made, length, made.length - length);
      }
      if (last) {
        deflater.reset();
        idle.add(deflater);
      }
      return Arrays.copyOf(made, length);
    }

    private Deflater anyDeflater() {
      Deflater used = idle.poll();
      if (used != null) {
        return used;
      }
      Deflater made = new Deflater(level, true);
      deflaters.add(made);
      return made;
    }
  }
}
