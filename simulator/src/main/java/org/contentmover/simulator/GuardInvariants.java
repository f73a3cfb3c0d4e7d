package org.contentmover.simulator;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.contentmover.core.guard.KeyRing;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.wire.DatagramHeader;

/**
 * What must hold of all that one life of a keyed server takes (EL-7, LD-9): it has a seal, and is
 * taken once, whatever somebody repeats. That the seal is a right one is the business of the
 * guard's own tests.
 */
final class GuardInvariants {
  private static final int FLAGS_AT = 3;
  private static final int SEALED = 1;
  private static final int CONTROL_INCARNATION_AT = 12;
  private static final int FRAME_INCARNATION_BEFORE_END = 32;
  private static final int COUNTER_BEFORE_END = 22;
  private static final int COUNTER_BITS = 48;

  private record Number(long incarnation, long counter) {}

  private final ServerName server;
  private final Set<Number> taken = new HashSet<>();

  GuardInvariants(ServerName server) {
    this.server = server;
  }

  static boolean isSealed(ByteBuffer datagram) {
    return datagram.remaining() > FLAGS_AT && (datagram.get(FLAGS_AT) & SEALED) != 0;
  }

  /** A server with these keys took a datagram, here as it travelled. */
  void onTaken(ByteBuffer datagram, KeyRing ring) {
    if (ring.acceptsPlain()) {
      return;
    }
    if (!isSealed(datagram)) {
      throw new InvariantViolation(server + " takes a datagram without a seal");
    }
    int end = datagram.limit();
    boolean frame = DatagramHeader.peekType(datagram) >= DatagramHeader.FIRST_DATA_TYPE;
    long counter = datagram.getLong(end - COUNTER_BEFORE_END) >>> Long.SIZE - COUNTER_BITS;
    Number number =
        frame
            ? new Number(datagram.getLong(end - FRAME_INCARNATION_BEFORE_END), -counter)
            : new Number(datagram.getLong(CONTROL_INCARNATION_AT), counter);
    if (!taken.add(number)) {
      throw new InvariantViolation(server + " takes a datagram a second time: " + number);
    }
  }
}
