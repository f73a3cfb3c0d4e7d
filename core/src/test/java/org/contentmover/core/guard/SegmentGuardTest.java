package org.contentmover.core.guard;

import static org.contentmover.core.guard.GuardedServer.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.contentmover.core.guard.GuardedServer.Wire;
import org.contentmover.core.wire.DatagramHeader;
import org.junit.jupiter.api.Test;

class SegmentGuardTest {
  private static final long SECOND = 1_000_000_000L;
  private static final SegmentKey ONE = key(1);
  private static final SegmentKey TWO = key(2);
  private static final KeyRing RING = KeyRing.sealing(1, ONE);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Wire wire = new Wire();

  static SegmentKey key(int id) {
    byte[] secret = new byte[SegmentKey.SECRET_BYTES];
    new Random(id).nextBytes(secret);
    return new SegmentKey(id, secret);
  }

  private GuardedServer server(String name, KeyRing ring) {
    return new GuardedServer(name, 7000 + wire.servers.size(), ring, wire, random);
  }

  private List<GuardedServer> acquainted(KeyRing ring) {
    GuardedServer a = server("a", ring);
    GuardedServer b = server("b", ring);
    wire.pass(SECOND);
    assertEquals(1, a.counter("guard.senders"), "seed " + seed);
    assertEquals(1, b.counter("guard.senders"), "seed " + seed);
    a.accepted.clear();
    b.accepted.clear();
    return List.of(a, b);
  }

  @Test
  void shouldSayWhatItAddsToAControlDatagram() {
    GuardedServer open = server("open", KeyRing.OPEN);
    GuardedServer keyed = server("keyed", new KeyRing(List.of(ONE), 1, false, false));
    assertEquals(0, open.guard.controlOverheadBytes());
    ByteBuffer message = keyed.message("hello");
    int plainBytes = message.remaining();
    assertEquals(
        plainBytes + keyed.guard.controlOverheadBytes(), keyed.guard.sealed(message).remaining());
  }

  @Test
  void shouldGiveTheMemberWhatWasSent() {
    for (boolean encrypts : new boolean[] {false, true}) {
      wire.servers.clear();
      List<GuardedServer> both = acquainted(new KeyRing(List.of(ONE), 1, false, encrypts));
      ByteBuffer message = both.get(0).message("hello");
      byte[] plain = bytes(message);
      both.get(0).guard.multicastControl(message);
      wire.settle();
      assertArrayEquals(plain, both.get(1).accepted.get(0));
      assertArrayEquals(plain, both.get(0).accepted.get(0), "its own echo");
    }
  }

  @Test
  void shouldGiveTheMemberTheFramesThatWereSent() {
    for (boolean encrypts : new boolean[] {false, true}) {
      wire.servers.clear();
      List<GuardedServer> both = acquainted(new KeyRing(List.of(ONE), 1, false, encrypts));
      for (int number = 0; number < 3; number++) {
        ByteBuffer frame = GuardedServer.frame(number, 1_000);
        byte[] plain = bytes(frame);
        both.get(0).guard.seal(frame);
        assertEquals(plain.length + SegmentGuard.FRAME_OVERHEAD_BYTES, frame.remaining());
        both.get(1).receive(bytes(frame));
        assertArrayEquals(plain, both.get(1).accepted.get(number), "seed " + seed);
      }
    }
  }

  @Test
  void shouldHideWhatItEncryptsAndNothingElse() {
    List<GuardedServer> both = acquainted(new KeyRing(List.of(ONE), 1, false, true));
    String wanted = "a text that an eavesdropper would like to read";
    String sealed = text(both.get(0).guard.sealed(both.get(0).message(wanted)));
    assertFalse(sealed.contains(wanted));
    GuardedServer open = server("c", RING);
    assertTrue(text(open.guard.sealed(open.message(wanted))).contains(wanted));
  }

  @Test
  void shouldAddAtMost40BytesOverIpv4() {
    GuardedServer a = server("a", RING);
    ByteBuffer message = a.message("x");
    int plain = message.remaining();
    assertTrue(a.guard.sealed(message).remaining() - plain <= 40);
    assertTrue(SegmentGuard.FRAME_OVERHEAD_BYTES <= 40);
  }

  @Test
  void shouldRefuseWhatIsPlainOnceThereIsAKey() {
    List<GuardedServer> both = acquainted(RING);
    both.get(1).receive(bytes(both.get(0).message("no seal")));
    both.get(1).receive(bytes(GuardedServer.frame(1, 100)));
    assertEquals(2, both.get(1).refused(GuardRefusal.PLAIN));
    assertEquals(List.of(), both.get(1).accepted);
  }

  @Test
  void shouldLetPlainPassWithoutAKeyAndRefuseWhatIsSealed() {
    GuardedServer open = server("open", KeyRing.OPEN);
    ByteBuffer plain = open.message("plain");
    assertSame(plain, open.guard.sealed(plain));
    open.receive(bytes(plain));
    assertEquals(1, open.accepted.size());
    GuardedServer keyed = server("keyed", RING);
    open.receive(bytes(keyed.guard.sealed(keyed.message("sealed"))));
    assertEquals(1, open.accepted.size());
    assertEquals(1, open.refused(GuardRefusal.NO_KEY));
  }

  @Test
  void shouldRefuseEveryByteThatWasChangedAndEveryLength() {
    List<GuardedServer> both = acquainted(RING);
    GuardedServer to = both.get(1);
    ByteBuffer frame = GuardedServer.frame(3, 64);
    both.get(0).guard.seal(frame);
    byte[] message = bytes(both.get(0).guard.sealed(both.get(0).message("message")));
    for (byte[] good : List.of(bytes(frame), message)) {
      for (int at = 0; at < good.length; at++) {
        byte[] bad = good.clone();
        bad[at] ^= (byte) (1 << random.nextInt(8));
        to.receive(bad);
        assertEquals(List.of(), to.accepted, "byte " + at + ", seed " + seed);
      }
      for (int length = 0; length < good.length; length++) {
        to.receive(Arrays.copyOf(good, length));
        to.receive(Arrays.copyOf(good, good.length + 1 + length));
      }
      assertEquals(List.of(), to.accepted, "seed " + seed);
    }
    assertTrue(to.refused(GuardRefusal.FORGED) > message.length);
    to.receive(message);
    assertEquals(1, to.accepted.size(), "the good one is still new");
  }

  @Test
  void shouldRefuseCopies() {
    List<GuardedServer> both = acquainted(RING);
    ByteBuffer frame = GuardedServer.frame(3, 64);
    both.get(0).guard.seal(frame);
    byte[] message = bytes(both.get(0).guard.sealed(both.get(0).message("message")));
    for (int i = 0; i < 3; i++) {
      both.get(1).receive(message.clone());
      both.get(1).receive(bytes(frame));
    }
    assertEquals(2, both.get(1).accepted.size());
    assertEquals(4, both.get(1).refused(GuardRefusal.REPLAYED));
  }

  @Test
  void shouldAcceptNothingRecordedAfterTheReceiverRestarted() {
    List<GuardedServer> both = acquainted(RING);
    sendSome(both.get(0), 20);
    List<byte[]> recorded = List.copyOf(wire.recorded);
    both.get(1).die();
    GuardedServer again = new GuardedServer("b", 7001, RING, wire, random);
    recorded.forEach(datagram -> again.receive(datagram.clone()));
    assertEquals(List.of(), again.accepted, "before the handshake");
    wire.pass(SECOND);
    sendSome(both.get(0), 1);
    assertTrue(again.accepted.size() >= 1, "the sender lives and is heard");
    again.accepted.clear();
    recorded.forEach(datagram -> again.receive(datagram.clone()));
    assertEquals(List.of(), again.accepted, "after the handshake, seed " + seed);
    assertTrue(again.refused(GuardRefusal.TOO_OLD) > 0);
  }

  @Test
  void shouldAcceptNothingRecordedAfterTheSenderRestarted() {
    List<GuardedServer> both = acquainted(RING);
    sendSome(both.get(0), 20);
    ByteBuffer neverDelivered = both.get(0).guard.sealed(both.get(0).message("held back"));
    ByteBuffer heldFrame = GuardedServer.frame(9, 50);
    both.get(0).guard.seal(heldFrame);
    List<byte[]> recorded = List.copyOf(wire.recorded);
    both.get(0).die();
    GuardedServer again = new GuardedServer("a", 7000, RING, wire, random);
    wire.pass(SECOND);
    GuardedServer b = both.get(1);
    b.accepted.clear();
    recorded.forEach(datagram -> b.receive(datagram.clone()));
    b.receive(bytes(neverDelivered));
    b.receive(bytes(heldFrame));
    wire.pass(10 * SECOND);
    assertEquals(List.of(), b.accepted, "seed " + seed);
    sendSome(again, 1);
    assertEquals(1, b.accepted.size());
  }

  @Test
  void shouldNotBeTalkedOutOfANewLifeByRecordingsOfTheOldOne() {
    List<GuardedServer> both = acquainted(RING);
    sendSome(both.get(0), 5);
    List<byte[]> recorded = List.copyOf(wire.recorded);
    both.get(0).die();
    GuardedServer b = both.get(1);
    for (int flood = 0; flood < 20; flood++) {
      recorded.forEach(datagram -> b.receive(datagram.clone()));
      wire.pass(SECOND / 100);
    }
    b.accepted.clear();
    GuardedServer again = new GuardedServer("a", 7000, RING, wire, random);
    for (int flood = 0; flood < 100; flood++) {
      recorded.forEach(datagram -> b.receive(datagram.clone()));
      wire.pass(SECOND / 100);
    }
    sendSome(again, 1);
    assertEquals(1, b.accepted.size(), "seed " + seed);
  }

  @Test
  void shouldRefuseAStrangersKeyAndARetiredOne() {
    GuardedServer member = server("member", KeyRing.sealing(2, TWO));
    GuardedServer retired = server("retired", RING);
    byte[] other = new byte[SegmentKey.SECRET_BYTES];
    random.nextBytes(other);
    GuardedServer rogue = server("rogue", KeyRing.sealing(2, new SegmentKey(2, other)));
    wire.pass(SECOND);
    sendSome(retired, 3);
    sendSome(rogue, 3);
    assertEquals(List.of(), member.accepted);
    assertTrue(member.refused(GuardRefusal.UNKNOWN_KEY) >= 3);
    assertTrue(member.refused(GuardRefusal.FORGED) >= 3);
    assertEquals(0, member.counter("guard.challenges.sent"), "strangers are not answered");
  }

  @Test
  void shouldRotateWithoutLosingADatagram() {
    List<GuardedServer> both = acquainted(RING);
    GuardedServer a = both.get(0);
    GuardedServer b = both.get(1);
    KeyRing[] steps = {
      KeyRing.sealing(1, ONE, TWO), KeyRing.sealing(2, ONE, TWO), KeyRing.sealing(2, TWO)
    };
    int sent = 0;
    for (KeyRing step : steps) {
      for (GuardedServer server : both) {
        server.guard.change(step, wire.nowNs);
        sendSome(a, 1);
        sendSome(b, 1);
        sent += 2;
      }
    }
    assertEquals(sent, a.accepted.size());
    assertEquals(sent, b.accepted.size());
    ByteBuffer old = new GuardedServer("a", 1, RING, new Wire(), random).message("old");
    GuardedServer lost = server("lost", RING);
    b.receive(bytes(lost.guard.sealed(old)));
    assertTrue(b.refused(GuardRefusal.UNKNOWN_KEY) > 0);
  }

  @Test
  void shouldGoFromOpenToKeyedWithoutLosingADatagram() {
    GuardedServer a = server("a", KeyRing.OPEN);
    GuardedServer b = server("b", KeyRing.OPEN);
    KeyRing[] steps = {
      new KeyRing(List.of(ONE), KeyRing.PLAIN, true, false),
      new KeyRing(List.of(ONE), 1, true, false),
      RING
    };
    int sent = 0;
    for (KeyRing step : steps) {
      for (GuardedServer server : List.of(a, b)) {
        server.guard.change(step, wire.nowNs);
        wire.pass(SECOND);
        sendSome(a, 1);
        sendSome(b, 1);
        sent += 2;
      }
    }
    assertEquals(sent, a.accepted.size());
    assertEquals(sent, b.accepted.size());
    b.receive(bytes(a.message("plain")));
    assertEquals(1, b.refused(GuardRefusal.PLAIN));
  }

  @Test
  void shouldBeHeardAtOnceByOneThatMetItNever() {
    GuardedServer a = server("a", RING);
    wire.pass(SECOND);
    GuardedServer late = new GuardedServer("late", 7009, RING, wire, random);
    sendSome(a, 1); // questioned on the spot, without a timer
    sendSome(a, 1);
    assertEquals(1, late.accepted.size());
    assertEquals(1, a.counter("guard.senders"), "the question came with a question back");
  }

  @Test
  void shouldTellSegmentsApart() {
    List<GuardedServer> both = acquainted(RING);
    byte[] message = bytes(both.get(0).guard.sealed(both.get(0).message("x")));
    ByteBuffer.wrap(message).putLong(4, DatagramHeader.segmentKey(GuardedServer.SEGMENT) + 1);
    both.get(1).receive(message);
    assertEquals(1, both.get(1).refused(GuardRefusal.OTHER_SEGMENT));
  }

  @Test
  void shouldBoundWhatItSendsAndKeepsForStrangers() {
    GuardedServer member = server("member", RING);
    wire.pass(SECOND);
    Wire elsewhere = new Wire();
    for (int i = 0; i < 3 * Acquaintances.MAX_SENDERS; i++) {
      GuardedServer recordedOnce = new GuardedServer("old-" + i, 9, RING, elsewhere, random);
      member.receive(bytes(recordedOnce.guard.sealed(recordedOnce.message("x"))));
      elsewhere.servers.clear();
    }
    assertEquals(List.of(), member.accepted);
    assertTrue(member.counter("guard.challenges.sent") <= 200, "all within one interval");
    GuardedServer newcomer = server("newcomer", RING);
    wire.pass(5 * SECOND);
    member.accepted.clear();
    sendSome(newcomer, 1);
    assertEquals(1, member.accepted.size(), "seed " + seed);
  }

  @Test
  void shouldSurviveAnyBytes() {
    List<GuardedServer> both = acquainted(RING);
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      if (noise.length > 4) {
        noise[0] = (byte) DatagramHeader.MAGIC;
        noise[1] = DatagramHeader.VERSION;
        noise[3] = (byte) random.nextInt(4);
      }
      both.get(1).receive(noise);
    }
    assertEquals(List.of(), both.get(1).accepted, "seed " + seed);
  }

  private static String text(ByteBuffer datagram) {
    return new String(bytes(datagram), StandardCharsets.ISO_8859_1);
  }

  private static void sendSome(GuardedServer from, int count) {
    for (int i = 0; i < count; i++) {
      from.guard.multicastControl(from.message("message " + i));
      from.wire.settle();
    }
  }
}
