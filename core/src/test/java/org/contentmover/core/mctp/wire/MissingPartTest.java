package org.contentmover.core.mctp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;
import org.junit.jupiter.api.Test;

/** What is missing, as ranges or as a bitmap, whichever is shorter (LD-4). */
class MissingPartTest {
  private static final String HEAD = "00" + "01" + "00000080" + "00000092";

  private static final MissingPart DENSE =
      new MissingPart(
          0,
          1,
          128,
          146,
          List.of(new FrameRange(128, 1), new FrameRange(130, 2), new FrameRange(145, 1)));

  @Test
  void shouldKeepTheLayoutOfABitmap() {
    assertEquals(HEAD + "01" + "0003" + "0d0002", hex(DENSE));
    assertEquals(DENSE, read(HEAD + "01" + "0003" + "0d0002"));
  }

  @Test
  void shouldKeepTheLayoutOfRanges() {
    MissingPart sparse = new MissingPart(0, 1, 128, 146, List.of(new FrameRange(130, 2)));
    assertEquals(HEAD + "00" + "0001" + "0202", hex(sparse));
    assertEquals(sparse, read(HEAD + "00" + "0001" + "0202"));
  }

  @Test
  void shouldRefuseABitmapOfAnotherLength() {
    assertNull(read(HEAD + "01" + "0002" + "0d00"));
    assertNull(read(HEAD + "01" + "0004" + "0d000200"));
    assertNull(read(HEAD + "01" + "0003" + "0d00"));
  }

  @Test
  void shouldRefuseABitBeyondTheLastFrame() {
    assertNull(read(HEAD + "01" + "0003" + "0d0004"));
  }

  @Test
  void shouldRefuseAnotherEncoding() {
    assertNull(read(HEAD + "02" + "0003" + "0d0002"));
  }

  private static String hex(MissingPart part) {
    WireWriter out = new WireWriter(100);
    part.write(out);
    ByteBuffer written = out.finish();
    byte[] bytes = new byte[written.remaining()];
    written.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static MissingPart read(String hex) {
    WireReader in = new WireReader(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    MissingPart part = MissingPart.read(in);
    assertFalse(part != null && !in.ok());
    return in.ok() ? part : null;
  }
}
