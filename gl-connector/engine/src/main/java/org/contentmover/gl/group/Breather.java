package org.contentmover.gl.group;

/**
 * Lets a thread that receives datagrams sleep a little when they come one after the other: they
 * gather in the socket's buffer meanwhile, and one waking takes many. To be woken for each costs
 * more than to receive it.
 *
 * <p>The thread sleeps only when it has emptied the buffer. Where processors are wanted by others
 * it wakes late, and the buffer of a channel that somebody floods must not fill because it sleeps:
 * heartbeats of the leader are in there (EL-1).
 *
 * <p>Owned by one thread that receives.
 */
final class Breather {
  private static final long LONGEST_PAUSE_NS = 2_000_000;

  /** Who waits so long has found the buffer empty: what lies there is had in some 3,000 ns. */
  private static final long WAITED_NS = 15_000;

  /** So many datagrams in so short a time are a stream. */
  private static final int STREAM = 4;

  private static final long STREAM_NS = 4_000_000;

  /** The buffer is to hold this many pauses at the rate of a gigabit link. */
  private static final int PAUSES_IN_BUFFER = 8;

  private static final double GIGABIT_BYTES_PER_NS = 0.125;

  private final long pauseNs;
  private long askedNs;
  private long countedFromNs;
  private int received;
  private boolean pausing;

  /**
   * Not in a stream.
   *
   * @param bufferBytes of the socket; 0 for no pauses
   */
  Breather(int bufferBytes) {
    pauseNs =
        Math.min(LONGEST_PAUSE_NS, (long) (bufferBytes / GIGABIT_BYTES_PER_NS / PAUSES_IN_BUFFER));
  }

  /**
   * A datagram was received; how long the thread should sleep before it asks for the next, mostly
   * 0.
   *
   * @param receivedNs when it was received
   * @param nowNs when it has been dealt with
   */
  long pauseNs(long receivedNs, long nowNs) {
    boolean emptied = !pausing && receivedNs - askedNs >= WAITED_NS;
    askedNs = nowNs;
    pausing = false;
    if (received == 0 || receivedNs - countedFromNs >= STREAM_NS) {
      countedFromNs = receivedNs;
      received = 0;
    }
    received++;
    if (received < STREAM || !emptied) {
      return 0;
    }
    received = 0;
    pausing = true;
    return pauseNs;
  }
}
