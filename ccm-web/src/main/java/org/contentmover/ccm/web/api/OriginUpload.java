package org.contentmover.ccm.web.api;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.contentmover.ccm.setup.Operations;

/**
 * Sends parts of files at the rate the CCM may upload with (DT-5). Each upload occupies its request
 * thread; how many there are at once is bounded by {@code origin.fan.out} for every distribution of
 * a run, and by {@code catch.up.fan.out} for all catch-ups together; exports of checkpoints, which
 * people ask for, share the rate alone.
 */
@ApplicationScoped
public class OriginUpload {
  private static final Logger LOG = System.getLogger(OriginUpload.class.getName());

  /** At 1 MB/s one of these every 64 ms: smooth enough, and few system calls. */
  private static final int CHUNK_BYTES = 64 * 1024;

  private static final int LOOK_SECONDS = 5;

  @Inject Operations operations;

  @Resource ManagedScheduledExecutorService scheduler;

  private RateBound rate;
  private SlowCallers callers;
  private ScheduledFuture<?> looking;

  @PostConstruct
  void configure() {
    rate = new RateBound(operations.settings().originBytesPerSecond());
    callers = new SlowCallers(operations.settings().least());
    looking =
        scheduler.scheduleAtFixedRate(
            () -> callers.look(System.nanoTime()), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    looking.cancel(false);
  }

  /**
   * Returns early when the caller hangs up: it resumes at the next missing byte.
   *
   * @throws IOException also when the caller takes too little to be waited for
   */
  void send(Path file, long first, long lengthBytes, OutputStream target) throws IOException {
    try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ);
        SlowCallers.Caller caller = callers.serve(file.getFileName().toString())) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      long end = first + lengthBytes;
      for (long position = first; position < end; position += chunk.limit()) {
        chunk.clear().limit((int) Math.min(CHUNK_BYTES, end - position));
        readFully(source, chunk, position);
        await(rate.reserve(chunk.limit(), System.nanoTime()));
        try {
          caller.write(target, chunk.array(), chunk.limit());
        } catch (SlowCallers.HungUp hungUp) {
          LOG.log(Level.DEBUG, "the caller hung up at byte " + position + " of " + file, hungUp);
          return;
        }
      }
    }
  }

  /** As above, of a content of the store. */
  void send(InputStream source, OutputStream target) throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (SlowCallers.Caller caller = callers.serve("a content")) {
      send(source, chunk, caller, target);
    }
  }

  /**
   * As above, of what is made while it is sent.
   *
   * @param what is sent, for an administrator
   */
  void send(String what, StreamingOutput source, OutputStream target) throws IOException {
    try (SlowCallers.Caller caller = callers.serve(what)) {
      source.write(new Paced(caller, target));
    } catch (SlowCallers.HungUp hungUp) {
      LOG.log(Level.DEBUG, "the caller hung up", hungUp);
    }
  }

  /** Takes what is written to it no faster than it may be sent. */
  private final class Paced extends OutputStream {
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final SlowCallers.Caller caller;
    private final OutputStream target;

    Paced(SlowCallers.Caller caller, OutputStream target) {
      this.caller = caller;
      this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += CHUNK_BYTES) {
        int next = Math.min(CHUNK_BYTES, length - done);
        System.arraycopy(bytes, offset + done, chunk, 0, next);
        await(rate.reserve(next, System.nanoTime()));
        caller.write(target, chunk, next);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        target.flush();
      } catch (IOException e) {
        throw new SlowCallers.HungUp(e);
      }
    }
  }

  private void send(
      InputStream source, byte[] chunk, SlowCallers.Caller caller, OutputStream target)
      throws IOException {
    for (int length = source.readNBytes(chunk, 0, CHUNK_BYTES);
        length > 0;
        length = source.readNBytes(chunk, 0, CHUNK_BYTES)) {
      await(rate.reserve(length, System.nanoTime()));
      try {
        caller.write(target, chunk, length);
      } catch (SlowCallers.HungUp hungUp) {
        LOG.log(Level.DEBUG, "the caller hung up", hungUp);
        return;
      }
    }
  }

  private static void readFully(FileChannel source, ByteBuffer chunk, long position)
      throws IOException {
    while (chunk.hasRemaining()) {
      if (source.read(chunk, position + chunk.position()) < 0) {
        throw new IOException("the file ends before byte " + (position + chunk.limit()));
      }
    }
  }

  private static void await(long waitNs) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(waitNs);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    }
  }
}
