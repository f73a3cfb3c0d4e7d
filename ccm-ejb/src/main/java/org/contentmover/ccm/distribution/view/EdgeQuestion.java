package org.contentmover.ccm.distribution.view;

/** "Next?" of a leader that can serve (DT-2); {@code notified} null in its first question. */
public record EdgeQuestion(
    String server, long epoch, long fetchedBytes, long measuredBytesPerSecond, Notified notified) {}
