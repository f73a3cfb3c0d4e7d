package org.contentmover.core.mctp;

import java.nio.ByteBuffer;
import org.contentmover.core.ids.PeerAddress;

/** Takes control datagrams; buffers are given away. Must not call the machine back. */
public interface ControlCarrier {
  /** Send to everybody on the control channel. */
  void multicastControl(ByteBuffer datagram);

  /** Send to one member. */
  void unicast(PeerAddress to, ByteBuffer datagram);
}
