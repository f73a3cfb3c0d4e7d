package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Records what travels, and sends some of it again to anybody, much later. */
final class Eavesdropper {
  private static final int REMEMBERS = 2_000;
  private static final int ONE_IN = 50;

  private final ByteBuffer[] recorded = new ByteBuffer[REMEMBERS];
  private final RandomGenerator random;
  private int heard;

  Eavesdropper(RandomGenerator random) {
    this.random = random;
  }

  /** Hears a datagram; gives an older one to send again, or null. */
  ByteBuffer hear(ByteBuffer datagram) {
    recorded[random.nextInt(REMEMBERS)] = datagram;
    heard++;
    return heard % ONE_IN == 0 ? recorded[random.nextInt(REMEMBERS)] : null;
  }

  /** Whom it is sent to, of so many. */
  int victim(int servers) {
    return random.nextInt(servers);
  }
}
