package org.contentmover.core.guard;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.ControlCarrier;

/**
 * Microseconds to seal and to open a data frame of 1,400 bytes on the wire. Run by hand:
 *
 * <pre>
 * java -cp core/target/classes:core/target/test-classes \
 *     org.contentmover.core.guard.SealingBenchmark
 * </pre>
 */
final class SealingBenchmark implements ControlCarrier {
  private static final int FRAMES = 60_000;
  private static final int ROUNDS = 7;
  private static final int PAYLOAD_BYTES = 1_344;
  private static final long GREETED_NS = 1_000_000_000;

  private final ByteBuffer[] waiting = new ByteBuffer[2];

  private SealingBenchmark() {}

  /** Prints two lines. */
  public static void main(String[] args) {
    for (boolean encrypts : new boolean[] {false, true}) {
      new SealingBenchmark().run(encrypts);
    }
  }

  private void run(boolean encrypts) {
    KeyRing ring = new KeyRing(List.of(SegmentGuardTest.key(1)), 1, false, encrypts);
    RandomGenerator random = new Random(1);
    SegmentGuard sender = guard("sender", 1, ring, random);
    SegmentGuard receiver = guard("receiver", 2, ring, random);
    sender.start(0);
    sender.onTimer(GREETED_NS);
    pass(sender, receiver);
    receiver.onTimer(GREETED_NS);
    pass(sender, receiver);
    double seal = Double.MAX_VALUE;
    double open = Double.MAX_VALUE;
    ByteBuffer[] frames = new ByteBuffer[FRAMES];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < FRAMES; i++) {
        frames[i] = GuardedServer.frame(i, PAYLOAD_BYTES);
      }
      long startNs = System.nanoTime();
      for (ByteBuffer frame : frames) {
        sender.seal(frame);
      }
      long sealedNs = System.nanoTime();
      for (ByteBuffer frame : frames) {
        if (!receiver.open(frame, 0)) {
          throw new IllegalStateException("refused");
        }
      }
      long openedNs = System.nanoTime();
      seal = Math.min(seal, (sealedNs - startNs) / 1e3 / FRAMES);
      open = Math.min(open, (openedNs - sealedNs) / 1e3 / FRAMES);
    }
    System.out.printf(
        Locale.ROOT, "encrypts %s: seal %.2f µs, open %.2f µs%n", encrypts, seal, open);
  }

  private SegmentGuard guard(String name, int port, KeyRing ring, RandomGenerator random) {
    return new SegmentGuard(
        GuardedServer.SEGMENT,
        new ServerName(name),
        new PeerAddress(new byte[] {10, 0, 0, 1}, port),
        port,
        ring,
        random,
        this);
  }

  private void pass(SegmentGuard sender, SegmentGuard receiver) {
    while (waiting[0] != null || waiting[1] != null) {
      for (int to = 0; to < 2; to++) {
        ByteBuffer datagram = waiting[to];
        waiting[to] = null;
        if (datagram != null) {
          (to == 0 ? sender : receiver).open(datagram, 0);
        }
      }
    }
  }

  @Override
  public void multicastControl(ByteBuffer datagram) {
    waiting[1] = datagram;
  }

  @Override
  public void unicast(PeerAddress to, ByteBuffer datagram) {
    waiting[to.port() - 1] = datagram;
  }
}
