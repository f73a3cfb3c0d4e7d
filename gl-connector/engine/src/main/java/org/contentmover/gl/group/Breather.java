package org.contentmover.gl.group;

/**
 * Lets the thread that receives datagrams sleep a little when they come one after the other: they
 * gather in the socket's buffer meanwhile, and one waking takes many. To be woken for each costs
 * more than to receive it.
 *
 * <p>Safe for use by several threads.
 */
final class Breather {
  private static final long LONGEST_PAUSE_NS = 2_000_000;

  /** What gathered in a pause has been taken by then. */
  private static final long TAKEN_NS = 200_000;

  /** So many datagrams in so short a time are a stream. */
  private static final int STREAM = 4;

  private static final long STREAM_NS = 4_000_000;

  /** The buffer is to hold this many pauses at the rate of a gigabit link. */
  private static final int PAUSES_IN_BUFFER = 8;

  private static final double GIGABIT_BYTES_PER_NS = 0.125;

  private final long pauseNs;
  private long lastPauseEndedNs;
  private int received;

  /**
   * Not in a stream.
   *
   * @param bufferBytes of the socket; 0 for no pauses
   */
  Breather(int bufferBytes) {
    pauseNs =
        Math.min(LONGEST_PAUSE_NS, (long) (bufferBytes / GIGABIT_BYTES_PER_NS / PAUSES_IN_BUFFER));
  }

  /** A datagram was received at this time; how long the thread should sleep now, mostly 0. */
  synchronized long pauseNs(long nowNs) {
    received++;
    long sincePauseNs = nowNs - lastPauseEndedNs;
    boolean over = sincePauseNs >= STREAM_NS;
    if (!over && (sincePauseNs < TAKEN_NS || received < STREAM)) {
      return 0;
    }
    received = 0;
    lastPauseEndedNs = over ? nowNs : nowNs + pauseNs;
    return over ? 0 : pauseNs;
  }
}
