package org.contentmover.content.delta;

import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the stretches a large file has in common with its old version, in the order of the new one.
 * What it finds is compared byte by byte. Most files go on after a small edit as they did before;
 * an index of the whole old version is made when one does not. Memory: that index and two blocks.
 * One thread.
 */
public final class CommonRuns {
  private static final int BLOCK_BYTES = 1 << 18;

  /** Shorter ones are no better than chance. */
  private static final int LEAST_RUN_BYTES = 32;

  /** How far behind an edit it is looked for where both go on alike. */
  private static final int NEAR_BYTES = 1 << 16;

  /** What is longer may be of another place of the old version. */
  private static final int MOST_EDIT_BYTES = 1 << 14;

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
    long same = equalFrom(0, 0);
    Run run = new Run(0, 0, same < LEAST_RUN_BYTES ? 0 : same);
    ChunkIndex all = null;
    while (run != null) {
      if (run.length() > 0) {
        visitor.run(run);
      }
      long end = run.end();
      run = all == null ? near(run) : null;
      if (run == null && end < content.size()) {
        all = all == null ? new ChunkIndex(base, 0, base.size()) : all;
        run = next(all, end, content.size());
      }
    }
  }

  /** The next run when there is but a small edit before it; null when there is more. */
  private Run near(Run last) throws IOException {
    long baseEnd = Math.min(base.size(), last.baseEnd() + NEAR_BYTES);
    ChunkIndex index = new ChunkIndex(base, last.baseEnd(), baseEnd);
    Run run = next(index, last.end(), Math.min(content.size(), last.end() + NEAR_BYTES));
    boolean goesOn =
        run != null
            && run.offset() - last.end() <= MOST_EDIT_BYTES
            && (run.length() >= NEAR_BYTES || run.end() == content.size());
    return goesOn ? run : null;
  }

  /** The first run that begins between two offsets; null when there is none. */
  private Run next(ChunkIndex index, long from, long to) throws IOException {
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
              long same = equalFrom(offset, place);
              if (same < Math.min(length, LEAST_RUN_BYTES)) {
                return true;
              }
              long before = equalBefore(offset, place, offset - from);
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
      for (int i = length - 1; i >= 0; i--) {
        if (contentBlock[i] != baseBlock[i]) {
          return same + length - 1 - i;
        }
      }
      same += length;
    }
    return same;
  }
}
