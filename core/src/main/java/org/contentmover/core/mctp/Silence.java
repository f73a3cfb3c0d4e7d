package org.contentmover.core.mctp;

/**
 * Windows in which no receiver was heard of, and how long that is put up with: receivers that wait
 * for a processor answer late, which is no reason to send slower (LD-5).
 */
final class Silence {
  /** Answerable marks without any answer that make a window silent. */
  private static final int MARKS = 10;

  /** As many where answers were late: fewer than the leader remembers marks. */
  private static final int MOST_MARKS = 48;

  /** After so many halvings any rate is the lowest. */
  private static final int MOST_WINDOWS = 32;

  private int firstWindow;
  private final double[] rates = new double[MOST_WINDOWS];
  private int windows;
  private int patience = MARKS;

  /** After how many marks without an answer a window is silent. */
  int patienceMarks() {
    return windows == 0 ? patience : MARKS;
  }

  /** A window was silent at that rate. */
  void goesOn(int window, double rate) {
    if (windows == 0) {
      firstWindow = window;
    }
    if (windows < MOST_WINDOWS) {
      rates[windows] = rate;
      windows++;
    }
  }

  /** Whether a window that is answered now was taken for silent. */
  boolean isAnsweredBy(int window) {
    return window >= firstWindow && window < firstWindow + windows;
  }

  /** The rate in a window that was taken for silent. */
  double rateIn(int window) {
    return rates[window - firstWindow];
  }

  /** Answers come, only late: they are waited for longer from now on. */
  void wasLateness() {
    patience = Math.min(MOST_MARKS, 2 * patience);
    windows = 0;
  }

  /** Somebody was heard of in time. */
  void isOver() {
    windows = 0;
  }
}
