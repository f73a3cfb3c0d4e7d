package org.contentmover.gl.group;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.contentmover.gl.test.Await;
import org.junit.jupiter.api.Test;

class JGroupsCarrierTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private final BlockingQueue<byte[]> atFirst = new LinkedBlockingQueue<>();
  private final BlockingQueue<byte[]> atSecond = new LinkedBlockingQueue<>();

  @Test
  void shouldCarryMulticastToEveryMemberAndToItsSender() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_100);
    try (Carrier first = open(address, atFirst);
        Carrier second = open(address, atSecond)) {
      byte[] datagram = datagram(1_400);
      first.multicast(datagram, 0, datagram.length);
      assertArrayEquals(datagram, next(atFirst));
      assertArrayEquals(datagram, next(atSecond));
      assertEquals(1, second.counters().datagramsReceived());
      assertEquals(1_400, first.counters().bytesSent());
    }
  }

  @Test
  void shouldCarryUnicastToItsAddresseeOnly() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_101);
    try (Carrier first = open(address, atFirst);
        Carrier second = open(address, atSecond)) {
      byte[] datagram = datagram(100);
      first.unicast(second.localAddress(), datagram, 10, 20);
      // Offset 10 is not the magic byte: the slice must be foreign, the whole is not.
      Await.until("foreign datagram counted", () -> second.counters().datagramsForeign() == 1);
      first.unicast(second.localAddress(), datagram, 0, datagram.length);
      assertArrayEquals(datagram, next(atSecond));
      assertNull(atFirst.poll());
    }
  }

  @Test
  void shouldKeepGroupsAndPortsApart() throws Exception {
    try (Carrier boston = open(address("239.255.45.1", 45_102), atFirst);
        Carrier samePort = open(address("239.255.45.2", 45_102), atSecond);
        Carrier sameGroup = open(address("239.255.45.1", 45_103), atSecond)) {
      byte[] datagram = datagram(64);
      boston.multicast(datagram, 0, datagram.length);
      assertNotNull(next(atFirst));
      // Loopback keeps order: once their own datagrams came, the stranger's would have come too.
      samePort.multicast(datagram, 0, datagram.length);
      sameGroup.multicast(datagram, 0, datagram.length);
      assertNotNull(next(atSecond));
      assertNotNull(next(atSecond));
      assertEquals(1, samePort.counters().datagramsReceived());
      assertEquals(1, sameGroup.counters().datagramsReceived());
    }
  }

  @Test
  void shouldSurviveGarbageOfEverySizeAndCountIt() throws Exception {
    ChannelAddress address = address("239.255.45.1", 45_104);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (Carrier carrier = open(address, atFirst);
        DatagramSocket stranger = new DatagramSocket(0, LOOPBACK)) {
      int count = 200;
      for (int i = 0; i < count; i++) {
        byte[] garbage = new byte[i * 10];
        random.nextBytes(garbage);
        if (garbage.length > 0 && garbage[0] == DatagramTransport.MAGIC) {
          garbage[0]++;
        }
        stranger.send(new DatagramPacket(garbage, garbage.length, carrier.localAddress()));
      }
      Await.until(
          "garbage of seed " + seed + " counted",
          () -> carrier.counters().datagramsForeign() == count);
      byte[] datagram = datagram(10);
      carrier.multicast(datagram, 0, datagram.length);
      assertArrayEquals(datagram, next(atFirst));
    }
  }

  @Test
  void shouldNameTheAddressesOfThisHostWhenTheInterfaceIsNotOne() {
    CarrierOpener elsewhere = new JGroupsCarrierOpener(ip("192.0.2.77"), 0);
    IOException refused =
        assertThrows(
            IOException.class,
            () -> elsewhere.open(address("239.255.45.1", 45_105), (b, o, l) -> {}));
    assertTrue(refused.getMessage().contains("192.0.2.77"), refused.getMessage());
    assertTrue(refused.getMessage().contains("127.0.0.1"), refused.getMessage());
  }

  @Test
  void shouldCountWhatCannotBeSent() throws Exception {
    int longerThanUdpCanCarry = 70_000;
    try (Carrier carrier = open(address("239.255.45.1", 45_106), atFirst)) {
      carrier.multicast(datagram(longerThanUdpCanCarry), 0, longerThanUdpCanCarry);
      assertEquals(1, carrier.counters().sendFailures());
      assertEquals(0, carrier.counters().datagramsSent());
    }
  }

  private static Carrier open(ChannelAddress address, BlockingQueue<byte[]> received)
      throws IOException {
    return new JGroupsCarrierOpener(LOOPBACK, 0)
        .open(address, (b, o, l) -> received.add(Arrays.copyOfRange(b, o, o + l)));
  }

  private static byte[] next(BlockingQueue<byte[]> received) throws InterruptedException {
    byte[] datagram = received.poll(10, TimeUnit.SECONDS);
    assertNotNull(datagram, "nothing came within 10 s");
    return datagram;
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
