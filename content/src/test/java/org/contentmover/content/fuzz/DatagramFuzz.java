package org.contentmover.content.fuzz;

import java.nio.ByteBuffer;
import org.contentmover.core.mctp.wire.FrameHeader;
import org.contentmover.core.mctp.wire.MctpMessage;
import org.contentmover.core.segment.DatagramText;
import org.contentmover.core.wire.WireReader;
import org.contentmover.core.wire.WireWriter;

/**
 * Any bytes as a datagram of a segment: no reader throws, and a message of a transfer that was
 * understood is written so that it is understood as the same.
 */
public final class DatagramFuzz {
  private static final int MOST_BYTES = 1 << 16;

  private DatagramFuzz() {}

  /** One datagram; its first byte is a type, too. */
  public static void fuzzerTestOneInput(byte[] input) {
    ByteBuffer datagram = ByteBuffer.wrap(input);
    if (DatagramText.describe(datagram).isEmpty() || datagram.position() != 0) {
      throw new AssertionError("nothing is said about a datagram");
    }
    FrameHeader.check(datagram);
    if (input.length > 0) {
      understandTwice(input[0] & 0xff, ByteBuffer.wrap(input, 1, input.length - 1).slice());
    }
  }

  private static void understandTwice(int type, ByteBuffer body) {
    WireReader in = new WireReader(body);
    MctpMessage message = MctpMessage.read(type, in);
    if (message == null || !in.ok()) {
      return;
    }
    WireWriter out = new WireWriter(MOST_BYTES);
    message.write(out);
    MctpMessage again = MctpMessage.read(type, new WireReader(out.finish()));
    if (!message.equals(again)) {
      throw new AssertionError(message + " became " + again);
    }
  }
}
