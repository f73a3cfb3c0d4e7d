package org.contentmover.gl.engine;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.ControlCarrier;
import org.contentmover.gl.group.Carrier;

/** What core sends on the control channel: datagrams in buffers. */
record ControlDatagrams(Carrier carrier) implements ControlCarrier {
  @Override
  public void multicastControl(ByteBuffer datagram) {
    carrier.multicast(datagram.array(), start(datagram), datagram.remaining());
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    carrier.unicast(Addresses.socket(to), datagram.array(), start(datagram), datagram.remaining());
  }

  private static int start(ByteBuffer datagram) {
    return datagram.arrayOffset() + datagram.position();
  }
}
