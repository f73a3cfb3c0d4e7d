package org.contentmover.gl.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.contentmover.gl.api.FaultRates;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.engine.SegmentConnector;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.test.TestServer;
import org.contentmover.gl.work.PooledThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultInjectionTest {
  private static final int COUNT = 10_000;
  private static final FaultRates NONE = FaultRates.NONE;

  private final Wire wire = new Wire();
  private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
  @TempDir Path directory;

  /** A carrier that notes what is sent, and through which a test sends datagrams in. */
  private static final class Wire implements CarrierOpener, Carrier {
    final BlockingQueue<Integer> sent = new LinkedBlockingQueue<>();
    DatagramSink sink;

    void comesIn(int number) {
      byte[] datagram = datagram(number);
      sink.onDatagram(datagram, 1, 4);
      datagram[1] = -1; // the real ones use their buffers again, too
    }

    @Override
    public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink above) {
      sink = above;
      return this;
    }

    @Override
    public Carrier openForFrames(
        ChannelAddress address, CarrierCounters counters, DatagramSink above) {
      return open(address, counters, above);
    }

    @Override
    public Carrier openForSending(ChannelAddress address, CarrierCounters counters) {
      return this;
    }

    @Override
    public void multicast(byte[] buffer, int offset, int length) {
      sent.add(number(buffer, offset));
    }

    @Override
    public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
      sent.add(-number(buffer, offset));
    }

    @Override
    public InetSocketAddress localAddress() {
      return new InetSocketAddress(0);
    }

    @Override
    public void close() {
      sent.add(Integer.MIN_VALUE);
    }
  }

  @Test
  void shouldLeaveCarriersAloneWithoutFaults() {
    FaultInjection injection = injection(FaultSettings.NONE);
    assertSame(wire, injection.onControl(wire));
    assertSame(wire, injection.onData(wire));
    assertEquals(Map.of(), counters(injection));
  }

  @Test
  void shouldLoseAndDuplicateTheConfiguredSharesOfWhatComesIn() throws Exception {
    FaultInjection injection = injection(onReceive("loss=5%,duplicate=10%", 1));
    open(injection.onData(wire));
    for (int i = 1; i <= COUNT; i++) {
      wire.comesIn(i);
    }
    long lost = counters(injection).get("faults.data.receive.lost");
    long duplicated = counters(injection).get("faults.data.receive.duplicated");
    assertTrue(Math.abs(lost - COUNT / 20) < COUNT / 100, "lost " + lost);
    assertTrue(Math.abs(duplicated - COUNT / 10) < COUNT / 100, "duplicated " + duplicated);
    assertEquals(COUNT - lost + duplicated, received.size());
    assertEquals(COUNT - lost, received.stream().distinct().count());
  }

  @Test
  void shouldStrikeWhatIsSentAndNotWhatIsReceived() throws Exception {
    FaultInjection injection =
        injection(new FaultSettings(FaultRates.parse("loss=100%"), NONE, NONE, NONE, 1));
    Carrier control = open(injection.onControl(wire));
    control.multicast(datagram(7), 1, 4);
    control.unicast(new InetSocketAddress(0), datagram(8), 1, 4);
    wire.comesIn(9);
    open(injection.onData(wire)).multicast(datagram(10), 1, 4);
    assertEquals(List.of(10), new ArrayList<>(wire.sent));
    assertEquals(List.of(9), new ArrayList<>(received));
    assertEquals(2, counters(injection).get("faults.control.send.lost"));
  }

  @Test
  void shouldKeepTheOrderOfWhatIsDelayed() throws Exception {
    FaultInjection injection = injection(onReceive("delay=1ms", 1));
    try (Carrier data = open(injection.onData(wire))) {
      assertEquals(0, data.localAddress().getPort());
      for (int i = 1; i <= 100; i++) {
        wire.comesIn(i);
      }
      for (int i = 1; i <= 100; i++) {
        assertEquals(i, received.poll(10, TimeUnit.SECONDS));
      }
      assertEquals(100, counters(injection).get("faults.data.receive.delayed"));
    }
  }

  @Test
  void shouldLetOthersOvertakeWhatIsReordered() throws Exception {
    FaultInjection injection = injection(onReceive("reorder=10%", 1));
    try (Carrier data = open(injection.onData(wire))) {
      assertEquals(0, data.localAddress().getPort());
      for (int i = 1; i <= COUNT; i++) {
        wire.comesIn(i);
      }
      List<Integer> order = new ArrayList<>();
      while (order.size() < COUNT) {
        order.add(received.poll(10, TimeUnit.SECONDS));
      }
      assertEquals(COUNT, order.stream().distinct().count());
      assertNotEquals(order.stream().sorted().toList(), order);
    }
  }

  @Test
  void shouldLoseTheSameOnesWithTheSameSeedAndOthersOnAnotherServer() throws Exception {
    List<Integer> first = survivors("boston-1", 42);
    assertEquals(first, survivors("boston-1", 42));
    assertNotEquals(first, survivors("boston-1", 43));
    assertNotEquals(first, survivors("boston-2", 42));
  }

  private List<Integer> survivors(String server, long seed) throws IOException {
    received.clear();
    open(injection(server, onReceive("loss=50%", seed)).onData(wire));
    for (int i = 1; i <= 100; i++) {
      wire.comesIn(i);
    }
    return new ArrayList<>(received);
  }

  @Test
  void shouldRefuseToJoinWithFaultsOnAServerThatIsNotForTests() {
    String allowed = System.clearProperty(FaultSettings.ALLOWED_PROPERTY);
    try (PooledThreads threads = new PooledThreads("refused", 2)) {
      SegmentConnector connector = new SegmentConnector(threads, multicast -> wire);
      ResourceException refused =
          assertThrows(
              ResourceException.class,
              () ->
                  connector.join(
                      TestServer.settings("boston-1", directory, 45_199, 50)
                          .withFaults(onReceive("loss=1%", 1))));
      assertTrue(refused.getMessage().contains("contentmover.test.faults"), refused.getMessage());
      assertTrue(!connector.segment().joined());
    } finally {
      System.setProperty(FaultSettings.ALLOWED_PROPERTY, allowed);
    }
  }

  private static FaultSettings onReceive(String rates, long seed) {
    return FaultSettings.onDataReceived(FaultRates.parse(rates), seed);
  }

  private FaultInjection injection(FaultSettings faults) {
    return injection("boston-1", faults);
  }

  private FaultInjection injection(String server, FaultSettings faults) {
    return new FaultInjection(
        TestServer.settings(server, directory, 45_199, 50).withFaults(faults));
  }

  private Carrier open(CarrierOpener opener) throws IOException {
    return opener.open(
        new ChannelAddress(InetAddress.getByName("239.255.45.1"), 45_199),
        new CarrierCounters(),
        (buffer, offset, length) -> received.add(number(buffer, offset)));
  }

  private static Map<String, Long> counters(FaultInjection injection) {
    Map<String, Long> counters = new HashMap<>();
    injection.addTo(counters);
    return counters;
  }

  /** Four bytes, behind one that is not meant. */
  private static byte[] datagram(int number) {
    return new byte[] {
      99, (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8), (byte) number
    };
  }

  private static int number(byte[] buffer, int offset) {
    return (buffer[offset] & 0xFF) << 24
        | (buffer[offset + 1] & 0xFF) << 16
        | (buffer[offset + 2] & 0xFF) << 8
        | buffer[offset + 3] & 0xFF;
  }
}
