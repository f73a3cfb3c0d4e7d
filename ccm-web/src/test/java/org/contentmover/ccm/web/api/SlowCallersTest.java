package org.contentmover.ccm.web.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.contentmover.ccm.setup.LeastProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SlowCallersTest {
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final byte[] BYTES = new byte[1_000];

  private final SlowCallers callers = new SlowCallers(new LeastProgress(2_000, WINDOW));

  /** Takes nothing until it is interrupted. */
  private static final class Stuck extends OutputStream {
    private final CountDownLatch waits = new CountDownLatch(1);

    @Override
    public void write(int one) throws IOException {
      waits.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }
  }

  @Test
  void shouldHangUpOnACallerThatTakesNothing() throws Exception {
    Stuck stuck = new Stuck();
    AtomicReference<Throwable> ended = new AtomicReference<>();
    Thread request =
        new Thread(
            () -> {
              try (SlowCallers.Caller caller = callers.serve("one.assignment")) {
                caller.write(stuck, BYTES, BYTES.length);
              } catch (IOException e) {
                ended.set(e);
                assertTrue(Thread.currentThread().isInterrupted());
              }
            });
    request.start();
    stuck.waits.await();
    callers.look(System.nanoTime());
    assertTrue(request.isAlive());
    callers.look(System.nanoTime() + WINDOW.toNanos());
    request.join();
    assertEquals(InterruptedIOException.class, ended.get().getClass());
    assertTrue(ended.get().getMessage().contains("least.bytes.per.minute"), ended::toString);
  }

  @Test
  void shouldLeaveAloneWhoTakesEnough() throws Exception {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (SlowCallers.Caller caller = callers.serve("one.assignment")) {
      caller.write(target, BYTES, BYTES.length);
      callers.look(System.nanoTime() + WINDOW.toNanos());
    }
    assertArrayEquals(BYTES, target.toByteArray());
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void shouldTellWhoHangsUp() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            throw new IOException("broken pipe");
          }
        };
    try (SlowCallers.Caller caller = callers.serve("one.assignment")) {
      assertThrows(SlowCallers.HungUp.class, () -> caller.write(gone, BYTES, BYTES.length));
    }
  }
}
