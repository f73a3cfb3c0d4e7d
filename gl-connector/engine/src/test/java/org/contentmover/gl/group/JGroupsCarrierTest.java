package org.contentmover.gl.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.gl.test.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JGroupsCarrierTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int FLOOD = 10 * SourceLimits.BURST;
  private final List<Carrier> opened = new ArrayList<>();

  /** A carrier with what it received and counted. */
  private record Station(
      Carrier carrier, CarrierCounters counters, BlockingQueue<byte[]> received) {
    byte[] next() throws InterruptedException {
      byte[] datagram = received.poll(10, TimeUnit.SECONDS);
      assertNotNull(datagram, "nothing came within 10 s");
      return datagram;
    }
  }

  @AfterEach
  void closeAll() {
    opened.forEach(Carrier::close);
  }

  @Test
  void shouldCarryMulticastToEveryMemberAndToItsSender() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_100);
    Station first = open(address);
    Station second = open(address);
    byte[] datagram = datagram(1_400);
    first.carrier().multicast(datagram, 0, datagram.length);
    assertArrayEquals(datagram, first.next());
    assertArrayEquals(datagram, second.next());
    assertEquals(1, second.counters().datagramsReceived());
    assertEquals(1_400, first.counters().bytesSent());
  }

  @Test
  void shouldCarryUnicastToItsAddresseeOnly() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_101);
    Station first = open(address);
    Station second = open(address);
    byte[] datagram = datagram(100);
    first.carrier().unicast(second.carrier().localAddress(), datagram, 10, 20);
    // Offset 10 is not the magic byte: the slice must be foreign, the whole is not.
    Await.until("foreign datagram", () -> second.counters().datagramsForeign() == 1);
    first.carrier().unicast(second.carrier().localAddress(), datagram, 0, datagram.length);
    assertArrayEquals(datagram, second.next());
    assertEquals(0, first.counters().datagramsReceived());
  }

  @Test
  void shouldSendToAGroupWithoutHearingIt() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_107);
    Station member = open(address);
    CarrierCounters counters = new CarrierCounters();
    try (Carrier sender = new JGroupsCarrierOpener(LOOPBACK, 0).openForSending(address, counters)) {
      byte[] datagram = datagram(1_400);
      sender.multicast(datagram, 0, datagram.length);
      assertArrayEquals(datagram, member.next());
    }
    assertEquals(1, counters.datagramsSent());
    assertEquals(0, counters.datagramsReceived());
  }

  @Test
  void shouldKeepGroupsAndPortsApart() throws Exception {
    Station boston = open(address("239.255.45.1", 45_102));
    Station samePort = open(address("239.255.45.2", 45_102));
    Station sameGroup = open(address("239.255.45.1", 45_103));
    byte[] datagram = datagram(64);
    boston.carrier().multicast(datagram, 0, datagram.length);
    boston.next();
    // Loopback keeps order: once their own datagrams came, the stranger's would have come too.
    samePort.carrier().multicast(datagram, 0, datagram.length);
    sameGroup.carrier().multicast(datagram, 0, datagram.length);
    samePort.next();
    sameGroup.next();
    assertEquals(1, samePort.counters().datagramsReceived());
    assertEquals(1, sameGroup.counters().datagramsReceived());
  }

  @Test
  void shouldSurviveGarbageOfEverySizeAndCountIt() throws Exception {
    Station station = open(address("239.255.45.1", 45_104));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int count = 200;
    try (DatagramSocket stranger = new DatagramSocket(0, LOOPBACK)) {
      for (int i = 0; i < count; i++) {
        byte[] garbage = new byte[i * 10];
        random.nextBytes(garbage);
        if (garbage.length > 0 && garbage[0] == DatagramTransport.MAGIC) {
          garbage[0]++;
        }
        stranger.send(
            new DatagramPacket(garbage, garbage.length, station.carrier().localAddress()));
      }
    }
    Await.until(
        "garbage of seed " + seed + " counted",
        () -> station.counters().datagramsForeign() == count);
    byte[] datagram = datagram(10);
    station.carrier().multicast(datagram, 0, datagram.length);
    assertArrayEquals(datagram, station.next());
  }

  /** The type is a byte that whoever floods chooses. */
  @Test
  void shouldLimitWhatCallsItselfAFrameOnTheControlChannel() throws Exception {
    Station control = open(address("239.255.45.1", 45_108));
    flood(control);
    assertTrue(
        control.counters().datagramsTooMany() > FLOOD / 2, control.received().size() + " taken");
  }

  @Test
  void shouldTakeEveryFrameOnADataChannel() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_109);
    CarrierCounters counters = new CarrierCounters();
    BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    Carrier carrier =
        new JGroupsCarrierOpener(LOOPBACK, 0).openForFrames(address, counters, into(received));
    opened.add(carrier);
    Station data = new Station(carrier, counters, received);
    flood(data);
    Await.until("every frame is taken", () -> data.received().size() == FLOOD);
    assertEquals(0, counters.datagramsTooMany());
  }

  /** More at once than one host may send, each seen before the next so that no buffer is full. */
  private static void flood(Station station) throws Exception {
    byte[] frame = datagram(64);
    frame[2] = (byte) DatagramHeader.FIRST_DATA_TYPE;
    try (DatagramSocket flooder = new DatagramSocket(0, LOOPBACK)) {
      for (int sent = 1; sent <= FLOOD; sent++) {
        flooder.send(new DatagramPacket(frame, frame.length, station.carrier().localAddress()));
        int expected = sent;
        if (sent % 200 == 0) {
          Await.until(
              sent + " have come", () -> station.counters().datagramsReceived() == expected);
        }
      }
    }
  }

  @Test
  void shouldNameTheAddressesOfThisHostWhenTheInterfaceIsNotOne() {
    CarrierOpener elsewhere = new JGroupsCarrierOpener(ip("192.0.2.77"), 0);
    IOException refused =
        assertThrows(
            IOException.class,
            () -> elsewhere.openForSending(address("239.255.45.1", 45_105), new CarrierCounters()));
    assertTrue(refused.getMessage().contains("192.0.2.77"), refused.getMessage());
    assertTrue(refused.getMessage().contains("127.0.0.1"), refused.getMessage());
  }

  @Test
  void shouldCountWhatCannotBeSent() throws Exception {
    int longerThanUdpCanCarry = 70_000;
    Station station = open(address("239.255.45.1", 45_106));
    station.carrier().multicast(datagram(longerThanUdpCanCarry), 0, longerThanUdpCanCarry);
    assertEquals(1, station.counters().sendFailures());
    assertEquals(0, station.counters().datagramsSent());
  }

  private Station open(ChannelAddress address) throws IOException {
    CarrierCounters counters = new CarrierCounters();
    BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    Carrier carrier = new JGroupsCarrierOpener(LOOPBACK, 0).open(address, counters, into(received));
    opened.add(carrier);
    return new Station(carrier, counters, received);
  }

  private static DatagramSink into(BlockingQueue<byte[]> received) {
    return (b, o, l) -> received.add(Arrays.copyOfRange(b, o, o + l));
  }

  private static byte[] datagram(int length) {
    byte[] datagram = new byte[length];
    datagram[0] = DatagramTransport.MAGIC;
    return datagram;
  }

  private static ChannelAddress address(String group, int port) {
    return new ChannelAddress(ip(group), port);
  }

  private static InetAddress ip(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
