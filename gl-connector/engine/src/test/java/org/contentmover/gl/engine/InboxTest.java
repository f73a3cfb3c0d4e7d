package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.work.MonotonicClock;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();
  private final List<byte[]> handled = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>();
  private final DatagramSink sink = inbox.sink(10_000, this::handle);

  @Test
  void shouldGiveDatagramsAndTasksInTheirOrder() throws Exception {
    List<String> order = new ArrayList<>();
    DatagramSink named = inbox.sink(10_000, b -> order.add("datagram"));
    inbox.post(() -> order.add("first"));
    named.onDatagram(new byte[] {1}, 0, 1);
    inbox.post(() -> order.add("last"));
    runAll();
    assertEquals(List.of("first", "datagram", "last"), order);
  }

  @Test
  void shouldCopyJustTheDatagramAndUseItsBufferAgain() throws Exception {
    sink.onDatagram(new byte[] {9, 1, 2, 3, 9}, 1, 3);
    runAll();
    runAll();
    sink.onDatagram(new byte[] {4}, 0, 1);
    runAll();
    assertArrayEquals(new byte[] {1, 2, 3}, handled.get(0));
    assertArrayEquals(new byte[] {4}, handled.get(1));
    assertSame(buffers.get(0), buffers.get(1));
  }

  @Test
  void shouldDropAndCountBeyondTheBoundOfAChannelAndSpareTheOthers() throws Exception {
    byte[] large = new byte[4_000];
    for (int i = 0; i < 3; i++) {
      sink.onDatagram(large, 0, large.length);
    }
    DatagramSink other = inbox.sink(10_000, this::handle);
    other.onDatagram(large, 0, 10);
    assertEquals(1, inbox.datagramsDropped());
    runAll();
    assertEquals(3, handled.size());
    runAll();
    sink.onDatagram(large, 0, large.length);
    runAll();
    assertEquals(4, handled.size(), "room again after the loop took them");
  }

  @Test
  void shouldWakeTheWaitingLoop() throws Exception {
    CountDownLatch woken = new CountDownLatch(1);
    Thread loop =
        new Thread(
            () -> {
              try {
                inbox.take(MonotonicClock.nowNs() + TimeUnit.HOURS.toNanos(1));
                woken.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    loop.start();
    inbox.post(() -> {});
    assertTrue(woken.await(10, TimeUnit.SECONDS));
  }

  @Test
  void shouldLookAtAStreamOfAPatientChannelInTheEnd() throws Exception {
    DatagramSink patient = inbox.patientSink(10_000, this::handle);
    long inAnHourNs = MonotonicClock.nowNs() + TimeUnit.HOURS.toNanos(1);
    for (int i = 0; i < 3; i++) { // the first is looked at at once, the others have waited a little
      patient.onDatagram(new byte[] {1}, 0, 1);
      inbox.take(inAnHourNs).forEach(Runnable::run);
    }
    assertEquals(3, handled.size());
  }

  @Test
  void shouldNotLetATaskWaitForAStream() throws Exception {
    DatagramSink patient = inbox.patientSink(1 << 20, this::handle);
    long inAnHourNs = MonotonicClock.nowNs() + TimeUnit.HOURS.toNanos(1);
    patient.onDatagram(new byte[] {1}, 0, 1);
    inbox.take(inAnHourNs).forEach(Runnable::run);
    patient.onDatagram(new byte[] {2}, 0, 1);
    inbox.post(() -> handled.add(new byte[] {3}));
    inbox.take(inAnHourNs).forEach(Runnable::run);
    assertEquals(3, handled.size(), "both, in one look");
  }

  private void handle(ByteBuffer datagram) {
    buffers.add(datagram.array());
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    handled.add(bytes);
  }

  private void runAll() throws InterruptedException {
    inbox.take(MonotonicClock.nowNs()).forEach(Runnable::run);
  }
}
