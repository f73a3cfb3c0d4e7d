package org.contentmover.gl.group;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What carriers count; several may share one. Safe for use by several threads. */
public final class CarrierCounters {
  final LongAdder datagramsReceived = new LongAdder();
  final LongAdder bytesReceived = new LongAdder();
  final LongAdder datagramsForeign = new LongAdder();
  final LongAdder datagramsTooMany = new LongAdder();
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

  /** Control datagrams of hosts that sent more of them than anybody needs, dropped. */
  public long datagramsTooMany() {
    return datagramsTooMany.sum();
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

  /** Puts everything into a map, under names that begin with {@code prefix}. */
  public void addTo(Map<String, Long> counters, String prefix) {
    counters.put(prefix + "datagrams-received", datagramsReceived());
    counters.put(prefix + "bytes-received", bytesReceived());
    counters.put(prefix + "datagrams-foreign", datagramsForeign());
    counters.put(prefix + "datagrams-too-many", datagramsTooMany());
    counters.put(prefix + "datagrams-sent", datagramsSent());
    counters.put(prefix + "bytes-sent", bytesSent());
    counters.put(prefix + "send-failures", sendFailures());
  }
}
