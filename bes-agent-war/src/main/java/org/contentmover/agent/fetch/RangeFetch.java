package org.contentmover.agent.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.contentmover.agent.ccm.Notification.Source;
import org.contentmover.gl.api.ByteRange;

/**
 * Fetches ranges into a file at their offsets, from the sources in turn: a source that fails is
 * left for the next one, which goes on at the next missing byte (DT-5). For one thread.
 */
final class RangeFetch {
  private final ByteSource bytes;
  private final Credentials credentials;
  private final String sha256;

  RangeFetch(ByteSource bytes, Credentials credentials, String sha256) {
    this.bytes = bytes;
    this.credentials = credentials;
    this.sha256 = sha256;
  }

  /** Which bearer token opens a source. */
  interface Credentials {
    String bearerFor(Source source);
  }

  /**
   * Goes once through the sources.
   *
   * @param ranges what lacks
   * @param fetched told every piece written
   * @return what still lacks; empty when all is there
   * @throws SourceFailed when something lacks and no source gave a single byte; its message names
   *     what each source did
   */
  List<ByteRange> once(
      Path file,
      Collection<ByteRange> ranges,
      List<Source> sources,
      Consumer<ByteRange> fetched,
      BooleanSupplier cancelled)
      throws IOException, SourceFailed {
    Deque<ByteRange> lacking = new ArrayDeque<>(ranges);
    StringBuilder failures = new StringBuilder();
    boolean progress = false;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (Source source : sources) {
        SourceRun run = new SourceRun(channel, lacking, fetched);
        try {
          while (!lacking.isEmpty() && !cancelled.getAsBoolean()) {
            run.fetchFirst(source, cancelled);
          }
        } catch (SourceFailed e) {
          failures.append(failures.isEmpty() ? "" : "; ").append(e.getMessage());
        }
        progress |= run.bytesWritten > 0;
      }
    }
    if (!lacking.isEmpty() && !progress && !cancelled.getAsBoolean()) {
      throw new SourceFailed(failures.toString());
    }
    return List.copyOf(lacking);
  }

  /** What one source brings; keeps the queue of lacking ranges true to what was written. */
  private final class SourceRun {
    private final FileChannel channel;
    private final Deque<ByteRange> lacking;
    private final Consumer<ByteRange> fetched;
    private long bytesWritten;

    SourceRun(FileChannel channel, Deque<ByteRange> lacking, Consumer<ByteRange> fetched) {
      this.channel = channel;
      this.lacking = lacking;
      this.fetched = fetched;
    }

    void fetchFirst(Source source, BooleanSupplier cancelled) throws SourceFailed {
      ByteRange range = lacking.getFirst();
      bytes.read(
          new ByteSource.Request(source.url(), credentials.bearerFor(source), sha256, range),
          this::write,
          cancelled);
    }

    private void write(ByteBuffer buffer) throws IOException {
      int length = buffer.remaining();
      ByteRange first = lacking.removeFirst();
      long at = first.offset();
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
      if (at < first.end()) {
        lacking.addFirst(new ByteRange(at, first.end() - at));
      }
      bytesWritten += length;
      if (length > 0) {
        fetched.accept(new ByteRange(first.offset(), length));
      }
    }
  }
}
