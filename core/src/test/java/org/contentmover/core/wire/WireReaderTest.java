package org.contentmover.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

class WireReaderTest {
  @Test
  void shouldReadWhatWasWritten() {
    WireWriter out = new WireWriter(200);
    PeerAddress address = new PeerAddress(new byte[] {10, 1, 2, 3}, 65_535);
    out.u8(255)
        .u16(65_535)
        .u32(4_294_967_295L)
        .i64(-1)
        .name("boston-1")
        .text("é€")
        .address(address);
    WireReader in = new WireReader(out.finish());
    assertEquals(255, in.u8());
    assertEquals(65_535, in.u16());
    assertEquals(4_294_967_295L, in.u32());
    assertEquals(-1, in.i64());
    assertEquals(new ServerName("boston-1"), in.serverName());
    assertEquals("é€", in.text(5));
    assertEquals(address, in.address());
    assertEquals(0, in.remaining());
    assertTrue(in.ok());
  }

  @Test
  void shouldGiveNothingAfterTheFirstFieldThatIsNotThere() {
    WireReader in = new WireReader(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertEquals(0, in.i64());
    assertFalse(in.ok());
    assertEquals(0, in.u8());
    assertEquals("", in.name());
    assertEquals("", in.text(10));
    assertNull(in.address());
    assertNull(in.serverName());
    assertEquals(0, in.bytes(1).length);
  }

  @Test
  void shouldRefuseTextThatIsTooLongOrNotUtf8() {
    assertFalse(readsText(new byte[] {0, 3, 'a', 'b', 'c'}, 2));
    assertFalse(readsText(new byte[] {0, 2, (byte) 0xC3, 'x'}, 10));
    assertTrue(readsText(new byte[] {0, 2, (byte) 0xC3, (byte) 0xA4}, 10));
  }

  private static boolean readsText(byte[] bytes, int maxBytes) {
    WireReader in = new WireReader(ByteBuffer.wrap(bytes));
    in.text(maxBytes);
    return in.ok();
  }

  @Property(tries = 2000)
  void shouldSurviveAnyBytes(@ForAll byte[] bytes) {
    ByteBuffer datagram = ByteBuffer.wrap(bytes);
    WireReader in = new WireReader(datagram);
    DatagramHeader header = DatagramHeader.read(in);
    assertEquals(header != null, in.ok());
    in.address();
    in.text(20);
    in.name();
    in.u63();
    assertEquals(0, datagram.position());
    assertTrue(DatagramHeader.peekType(datagram) >= DatagramHeader.NO_TYPE);
  }

  @Test
  void shouldKeepSegmentsApartByAKeyThatDoesNotChange() {
    assertEquals(0x3c66157844fa8ce7L, DatagramHeader.segmentKey(new SegmentName("boston")));
  }
}
