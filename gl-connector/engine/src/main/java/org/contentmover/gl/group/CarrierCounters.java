package org.contentmover.gl.group;

import java.util.concurrent.atomic.LongAdder;

/** What a carrier counts, from its opening on. Safe for use by several threads. */
public final class CarrierCounters {
  final LongAdder datagramsReceived = new LongAdder();
  final LongAdder bytesReceived = new LongAdder();
  final LongAdder datagramsForeign = new LongAdder();
  final LongAdder datagramsSent = new LongAdder();
  final LongAdder bytesSent = new LongAdder();
  final LongAdder sendFailures = new LongAdder();

  /** Datagrams that began with the magic byte. */
  public long datagramsReceived() {
    return datagramsReceived.sum();
  }

  /** Bytes of those datagrams. */
  public long bytesReceived() {
    return bytesReceived.sum();
  }

  /** Datagrams that did not begin with the magic byte, dropped. */
  public long datagramsForeign() {
    return datagramsForeign.sum();
  }

  /** Datagrams handed to the kernel. */
  public long datagramsSent() {
    return datagramsSent.sum();
  }

  /** Bytes of those datagrams. */
  public long bytesSent() {
    return bytesSent.sum();
  }

  /** Datagrams the kernel did not take. */
  public long sendFailures() {
    return sendFailures.sum();
  }
}
