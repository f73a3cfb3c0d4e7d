package org.contentmover.core.mctp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FrameHeaderTest {
  @Property
  void shouldReadBackWhatWasWritten(
      @ForAll long key,
      @ForAll long epoch,
      @ForAll @IntRange(min = 1, max = FrameHeader.MAX_PASS) int pass,
      @ForAll @IntRange int frame,
      @ForAll @IntRange(max = 2_000) int length) {
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + length);
    FrameHeader.write(datagram, FrameType.DATA, key, epoch, pass, frame, length);
    datagram.rewind();

    assertNull(FrameHeader.check(datagram));
    assertEquals(key, FrameHeader.sessionKey(datagram));
    assertEquals((int) epoch, FrameHeader.epochBits(datagram));
    assertEquals(pass, FrameHeader.pass(datagram));
    assertEquals(frame, FrameHeader.frame(datagram));
    assertEquals(length, FrameHeader.payloadBytes(datagram));
  }

  @Property(tries = 5_000)
  void shouldNeverThrowForRandomBytes(@ForAll @Size(max = 64) byte[] bytes) {
    FrameHeader.check(ByteBuffer.wrap(bytes));
  }

  @Test
  void shouldKeepItsLayout() {
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + 2);
    FrameHeader.write(
        datagram, FrameType.BLOCK, 0x1122334455667788L, 0x1_0000_0007L, 3, 0x01020304, 2);
    assertEquals(
        "c3014100" + "0003" + "0002" + "01020304" + "00000007" + "1122334455667788" + "0000",
        HexFormat.of().formatHex(datagram.array()));
  }

  @Test
  void shouldKeepTheLayoutOfParityFrames() {
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + 2);
    FrameHeader.write(datagram, FrameType.PARITY, 5, 6, 7, 3 * 128 + 126, 2);
    datagram.rewind();
    assertEquals(
        "c3014200" + "0007" + "0002" + "000001fe" + "00000006" + "0000000000000005" + "0000",
        HexFormat.of().formatHex(datagram.array()));
    assertNull(FrameHeader.check(datagram));
    assertTrue(FrameHeader.isParity(datagram));
    assertFalse(FrameHeader.isParity(frame()));
    assertEquals(TransferIgnored.MALFORMED, FrameHeader.check(datagram.putInt(8, 3 * 128 + 127)));
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertEquals(TransferIgnored.TOO_SHORT, FrameHeader.check(frame().limit(23)));
    assertEquals(TransferIgnored.NOT_OURS, FrameHeader.check(frame().put(0, (byte) 1)));
    assertEquals(TransferIgnored.WRONG_VERSION, FrameHeader.check(frame().put(1, (byte) 2)));
    assertEquals(TransferIgnored.UNKNOWN_TYPE, FrameHeader.check(frame().put(2, (byte) 99)));
    assertEquals(TransferIgnored.NO_KEY, FrameHeader.check(frame().put(3, (byte) 1)));
    assertEquals(TransferIgnored.MALFORMED, FrameHeader.check(frame().put(3, (byte) 2)));
    assertEquals(TransferIgnored.MALFORMED, FrameHeader.check(frame().putShort(4, (short) 0)));
    assertEquals(TransferIgnored.WRONG_LENGTH, FrameHeader.check(frame().putShort(6, (short) 9)));
    assertEquals(TransferIgnored.WRONG_LENGTH, FrameHeader.check(frame().limit(25)));
    assertEquals(TransferIgnored.MALFORMED, FrameHeader.check(frame().putInt(8, -1)));
  }

  @Test
  void shouldReadAFrameThatIsNotAtTheBeginningOfItsBuffer() {
    ByteBuffer buffer = ByteBuffer.allocate(100).position(30);
    FrameHeader.write(buffer, FrameType.DATA, 5, 6, 7, 8, 3);
    buffer.position(30).limit(30 + FrameHeader.BYTES + 3);
    assertNull(FrameHeader.check(buffer));
    assertEquals(8, FrameHeader.frame(buffer));
  }

  private static ByteBuffer frame() {
    ByteBuffer datagram = ByteBuffer.allocate(FrameHeader.BYTES + 2);
    FrameHeader.write(datagram, FrameType.DATA, 5, 6, 7, 8, 2);
    return datagram.rewind();
  }
}
