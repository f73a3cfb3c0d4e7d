package org.contentmover.ccm.web.api;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.ccm.setup.LeastProgress;

/**
 * Callers that are sent something, and those of them who take too little: a write that waits for
 * one ends by an interrupt of its thread, and the connection with it. Safe for any thread.
 */
final class SlowCallers {
  private static final Logger LOG = System.getLogger(SlowCallers.class.getName());

  private final LeastProgress least;
  private final Set<Caller> served = ConcurrentHashMap.newKeySet();

  SlowCallers(LeastProgress least) {
    this.least = least;
  }

  /** The caller cannot be written to any more, for a reason of its own. */
  static final class HungUp extends IOException {
    private static final long serialVersionUID = 1;

    HungUp(IOException why) {
      super(why);
    }
  }

  /**
   * Begins to serve whoever asked in this thread.
   *
   * @param what is sent, for an administrator
   */
  Caller serve(String what) {
    Caller caller = new Caller(what);
    served.add(caller);
    return caller;
  }

  /** Ends the writes that wait for too long; to be called every few seconds. */
  void look(long nowNs) {
    served.forEach(caller -> caller.look(nowNs));
  }

  /** One of them. Used by the thread that serves it alone. */
  final class Caller implements AutoCloseable {
    private final String what;
    private final Thread thread = Thread.currentThread();
    private LeastProgress.Watch watch = least.watch();
    private boolean writing;
    private boolean tooSlow;
    private long sinceNs;

    private Caller(String what) {
      this.what = what;
    }

    /**
     * Writes all of it.
     *
     * @throws HungUp when the caller has gone
     * @throws InterruptedIOException when it takes too little; the thread stays interrupted, so
     *     that nothing that is still to be flushed is waited for either
     */
    void write(OutputStream target, byte[] bytes, int length) throws IOException {
      if (tooSlow) {
        // Whoever closes what it made while it was sent still has an end of it to write.
        throw new InterruptedIOException("the caller took too little");
      }
      begin();
      try {
        target.write(bytes, 0, length);
        end(length);
      } catch (IOException e) {
        end(0);
        if (!tooSlow) {
          throw new HungUp(e);
        }
      }
      if (tooSlow) {
        thread.interrupt();
        String why = "the caller took only " + watch.bytes() + ", not " + least;
        LOG.log(
            Level.WARNING,
            "Sending "
                + what
                + " was ended: "
                + why
                + ". See its line, or what stands between, or ask for less.");
        throw new InterruptedIOException(why);
      }
    }

    private synchronized void begin() {
      writing = true;
      sinceNs = System.nanoTime();
    }

    private synchronized void end(int wroteBytes) {
      writing = false;
      watch = watch.waited(System.nanoTime() - sinceNs, wroteBytes);
      tooSlow |= watch.isTooSlow();
    }

    private synchronized void look(long nowNs) {
      if (writing && !tooSlow && watch.isTooSlowAfter(nowNs - sinceNs)) {
        tooSlow = true;
        thread.interrupt();
      }
    }

    @Override
    public void close() {
      served.remove(this);
    }
  }
}
