package org.contentmover.gl.group;

import java.net.InetSocketAddress;

/**
 * Passes everything on to another carrier; whoever extends it says what is different. Threads,
 * times and errors are those of the other one.
 */
public abstract class ForwardingCarrier implements Carrier {
  private final Carrier carrier;

  protected ForwardingCarrier(Carrier carrier) {
    this.carrier = carrier;
  }

  @Override
  public void multicast(byte[] buffer, int offset, int length) {
    carrier.multicast(buffer, offset, length);
  }

  @Override
  public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
    carrier.unicast(to, buffer, offset, length);
  }

  @Override
  public InetSocketAddress localAddress() {
    return carrier.localAddress();
  }

  @Override
  public void close() {
    carrier.close();
  }
}
