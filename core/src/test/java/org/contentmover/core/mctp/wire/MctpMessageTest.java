package org.contentmover.core.mctp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.wire.DatagramHeader;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;
import org.junit.jupiter.api.Test;

class MctpMessageTest {
  @Provide
  Arbitrary<MctpMessage> messages() {
    return MctpArbitraries.messages();
  }

  @Property(tries = 2_000)
  void shouldReadBackWhatWasWritten(@ForAll("messages") MctpMessage message) {
    WireReader in = new WireReader(written(message));

    assertEquals(message, MctpMessage.read(message.type(), in));
    assertTrue(in.ok());
    assertEquals(0, in.remaining(), "bytes nobody read");
  }

  @Property(tries = 500)
  void shouldRejectEveryTruncation(@ForAll("messages") MctpMessage message) {
    ByteBuffer whole = written(message);
    for (int length = 0; length < whole.remaining(); length++) {
      WireReader in = new WireReader(whole.slice(0, length));
      assertNull(MctpMessage.read(message.type(), in), "cut to " + length + " bytes");
      assertFalse(in.ok());
    }
  }

  @Property(tries = 5_000)
  void shouldNeverThrowForRandomBytes(
      @ForAll @Size(max = 400) byte[] bytes, @ForAll @IntRange(min = 30, max = 70) int type) {
    MctpMessage.read(type, new WireReader(ByteBuffer.wrap(bytes)));
  }

  @Property(tries = 2_000)
  void shouldNeverThrowForOneDamagedByte(
      @ForAll("messages") MctpMessage message, @ForAll byte damage, @ForAll int place) {
    ByteBuffer datagram = written(message);
    datagram.put(Math.floorMod(place, datagram.remaining()), damage);
    MctpMessage.read(message.type(), new WireReader(datagram));
  }

  @Test
  void shouldAnnounceToAnyNumberOfServersWithoutFragments() {
    List<ServerName> servers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      servers.add(new ServerName("server-with-a-rather-long-name-" + i));
    }

    List<Announce> slices = announce("https://boston-1.example.com:8443/agent").slicesFor(servers);

    List<ServerName> reached = new ArrayList<>();
    for (Announce slice : slices) {
      reached.addAll(slice.addressed());
      int bytes = datagramBytes(slice);
      assertTrue(bytes <= DatagramHeader.MAX_DATAGRAM_BYTES, bytes + " bytes");
    }
    assertEquals(servers, reached);
  }

  @Test
  void shouldAnnounceToOneServerADatagramWhenTextsAreAsLongAsTheyMayBe() {
    String url = "u".repeat(Announce.MAX_URL_BYTES);
    List<ServerName> servers = List.of(new ServerName("a".repeat(63)), new ServerName("b"));

    for (Announce slice : announce(url).slicesFor(servers)) {
      assertTrue(datagramBytes(slice) <= DatagramHeader.MAX_DATAGRAM_BYTES);
    }
  }

  @Test
  void shouldAskAnyNumberOfServersWithoutFragments() {
    List<ServerName> servers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      servers.add(new ServerName("server-" + i));
    }
    Request request =
        new Request(new AssignmentId(new UUID(1, 2)), 3, Request.Kind.REPORT, 4, 5, List.of());

    List<ServerName> reached = new ArrayList<>();
    for (Request slice : request.slicesFor(servers)) {
      reached.addAll(slice.named());
      assertTrue(datagramBytes(slice) <= DatagramHeader.MAX_DATAGRAM_BYTES);
    }
    assertEquals(servers, reached);
  }

  private static Announce announce(String url) {
    PeerAddress v6 = new PeerAddress(new byte[16], 7_800);
    return new Announce(
        new AssignmentId(new UUID(1, 2)),
        7,
        v6,
        "publish www.example.com 4",
        1_000_000,
        1_376,
        12_500_000,
        ContentHash.OF_NOTHING,
        1,
        1,
        1,
        10,
        v6,
        url,
        "t".repeat(Announce.MAX_TICKET_BYTES),
        List.of());
  }

  private static int datagramBytes(MctpMessage message) {
    WireWriter out = new WireWriter(4_000);
    new DatagramHeader(message.type(), 1, 2, new ServerName("s".repeat(63))).write(out);
    message.write(out);
    return out.position();
  }

  private static ByteBuffer written(MctpMessage message) {
    WireWriter out = new WireWriter(8_000);
    message.write(out);
    return out.finish();
  }
}
