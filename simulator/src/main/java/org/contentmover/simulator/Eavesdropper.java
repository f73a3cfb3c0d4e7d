package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * Records what travels, and sends some of it again to anybody, much later; now and then without its
 * seal.
 */
final class Eavesdropper {
  private static final int REMEMBERS = 2_000;
  private static final int ONE_IN = 50;
  private static final int STRIPPED_ONE_IN = 4 * ONE_IN;
  private static final int FLAGS_AT = 3;
  private static final int CONTROL_SEAL_BYTES = 31;

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
    if (heard % ONE_IN != 0) {
      return null;
    }
    ByteBuffer old = recorded[random.nextInt(REMEMBERS)];
    return old == null || heard % STRIPPED_ONE_IN != 0 ? old : withoutSeal(old);
  }

  private static ByteBuffer withoutSeal(ByteBuffer sealed) {
    int bytes = sealed.remaining() - CONTROL_SEAL_BYTES;
    ByteBuffer plain = ByteBuffer.allocate(bytes).put(sealed.slice(sealed.position(), bytes));
    return plain.put(FLAGS_AT, (byte) 0).flip();
  }

  /** Whom it is sent to, of so many. */
  int victim(int servers) {
    return random.nextInt(servers);
  }
}
