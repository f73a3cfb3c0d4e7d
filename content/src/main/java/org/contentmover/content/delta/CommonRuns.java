package org.contentmover.content.delta;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the stretches a large file has in common with its old version, in the order of the new one.
 * What it finds is compared byte by byte. Most files go on after a small edit as they did before,
 * or have grown; an index of the whole old version is made when one did otherwise. Memory: that
 * index and two blocks. One thread.
 */
public final class CommonRuns {
  private static final int BLOCK_BYTES = 1 << 18;

  /** Shorter ones are no better than chance. */
  private static final int LEAST_RUN_BYTES = 32;

  /** How far behind an edit it is looked for where both go on alike. */
  private static final int NEAR_BYTES = 1 << 16;

  /** What is longer may be of another place of the old version. */
  private static final int MOST_EDIT_BYTES = 1 << 14;

  /**
   * What is left between two ends that are the same is not searched for in all of a file that is so
   * many times as long: that would cost most of the work, for a few thousandths of the file.
   */
  private static final int FILE_PER_REST = 256;

  private static final int MOST_REST_BYTES = 1 << 22;

  private final ReadableFile base;
  private final ReadableFile content;
  private final byte[] baseBlock = new byte[BLOCK_BYTES];
  private final byte[] contentBlock = new byte[BLOCK_BYTES];

  /** A stretch that both have. */
  public record Run(long offset, long baseOffset, long length) {
    public long end() {
      return offset + length;
    }

    public long baseEnd() {
      return baseOffset + length;
    }
  }

  /** Takes one run after the other; none overlaps the one before. */
  @FunctionalInterface
  public interface Visitor {
    void run(Run run) throws IOException;
  }

  public CommonRuns(ReadableFile base, ReadableFile content) {
    this.base = base;
    this.content = content;
  }

  /** Passes all runs to the visitor. */
  public void find(Visitor visitor) throws IOException {
    Run run = new Run(0, 0, atLeast(LEAST_RUN_BYTES, equalFrom(0, 0)));
    while (run != null) {
      if (run.length() > 0) {
        visitor.run(run);
      }
      Run next = near(run);
      if (next == null && run.end() < content.size()) {
        behindGap(run, visitor);
      }
      run = next;
    }
  }

  /** All runs behind one that is not followed by a small edit. */
  private void behindGap(Run last, Visitor visitor) throws IOException {
    long mostSame = Math.min(content.size() - last.end(), base.size() - last.baseEnd());
    long same = atLeast(LEAST_RUN_BYTES, equalBefore(content.size(), base.size(), mostSame));
    long restEnd = content.size() - same;
    if (restEnd - last.end() > Math.min(MOST_REST_BYTES, base.size() / FILE_PER_REST)) {
      ChunkIndex all = new ChunkIndex(base, 0, base.size());
      Run run = next(all, last.end());
      while (run != null) {
        visitor.run(run);
        run = run.end() < content.size() ? next(all, run.end()) : null;
      }
    } else if (same > 0) {
      visitor.run(new Run(restEnd, base.size() - same, same));
    }
  }

  private static long atLeast(int least, long length) {
    return length < least ? 0 : length;
  }

  /** The next run when there is but a small edit before it; null when there is more. */
  private Run near(Run last) throws IOException {
    long baseEnd = Math.min(base.size(), last.baseEnd() + NEAR_BYTES);
    ChunkIndex index = new ChunkIndex(base, last.baseEnd(), baseEnd);
    long end = Math.min(content.size(), last.end() + NEAR_BYTES);
    Run run = next(index, last.end(), end, last.end() + MOST_EDIT_BYTES);
    boolean goesOn = run != null && (run.length() >= NEAR_BYTES || run.end() == content.size());
    return goesOn ? run : null;
  }

  private Run next(ChunkIndex index, long from) throws IOException {
    return next(index, from, content.size(), content.size());
  }

  /** The first run found between two offsets; null when none is, or it begins later than asked. */
  private Run next(ChunkIndex index, long from, long to, long latest) throws IOException {
    byte[] buffer = new byte[2 * index.chunking().maxBytes()];
    Run[] found = new Run[1];
    index
        .chunking()
        .scan(
            content,
            from,
            to,
            buffer,
            (offset, length, hash) -> {
              long place = index.find(hash);
              if (place < 0) {
                return true;
              }
              long before = equalBefore(offset, place, offset - from);
              if (offset - before > latest) {
                return false;
              }
              long same = equalFrom(offset, place);
              if (same < Math.min(length, LEAST_RUN_BYTES)) {
                return true;
              }
              found[0] = new Run(offset - before, place - before, before + same);
              return false;
            });
    return found[0];
  }

  private long equalFrom(long offset, long baseOffset) throws IOException {
    long most = Math.min(content.size() - offset, base.size() - baseOffset);
    long same = 0;
    // Most comparisons that fail fail early; those that do not may go on for gigabytes.
    int block = 1 << 13;
    while (same < most) {
      int length = (int) Math.min(block, most - same);
      content.readFully(offset + same, contentBlock, 0, length);
      base.readFully(baseOffset + same, baseBlock, 0, length);
      int differs = Arrays.mismatch(contentBlock, 0, length, baseBlock, 0, length);
      if (differs >= 0) {
        return same + differs;
      }
      same += length;
      block = Math.min(BLOCK_BYTES, 4 * block);
    }
    return same;
  }

  private long equalBefore(long offset, long baseOffset, long limit) throws IOException {
    long most = Math.min(limit, baseOffset);
    long same = 0;
    int block = 1 << 13;
    while (same < most) {
      int length = (int) Math.min(block, most - same);
      content.readFully(offset - same - length, contentBlock, 0, length);
      base.readFully(baseOffset - same - length, baseBlock, 0, length);
      if (Arrays.mismatch(contentBlock, 0, length, baseBlock, 0, length) >= 0) {
        return same + equalAtEnd(length);
      }
      same += length;
      block = Math.min(BLOCK_BYTES, 4 * block);
    }
    return same;
  }

  /** How many of the first bytes of both blocks are the same, from the last of them back. */
  private int equalAtEnd(int length) {
    int same = 0;
    while (contentBlock[length - 1 - same] == baseBlock[length - 1 - same]) {
      same++;
    }
    return same;
  }
}
