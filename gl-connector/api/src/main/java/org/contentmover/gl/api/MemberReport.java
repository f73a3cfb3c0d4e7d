package org.contentmover.gl.api;

import java.util.UUID;

/**
 * This server's result for one assignment (CI-8).
 *
 * @param assignmentId which assignment
 * @param outcome how it ended
 * @param reason for an administrator; "" when all went well
 * @param bytes written to carry it out
 * @param liveVersion of the hosted site, after it
 * @param atMillis when, in milliseconds since 1970 UTC by this server's clock
 */
public record MemberReport(
    UUID assignmentId,
    Outcome outcome,
    String reason,
    long bytes,
    long liveVersion,
    long atMillis) {
  /** Longest reason, in bytes of UTF-8: a report is one datagram. */
  public static final int MAX_REASON_BYTES = 500;

  /** Rejects negative numbers and a reason that is too long. */
  public MemberReport {
    Checks.present("assignmentId", assignmentId);
    Checks.present("outcome", outcome);
    Checks.text("reason", reason, MAX_REASON_BYTES);
    Checks.notNegative("bytes", bytes);
    Checks.notNegative("liveVersion", liveVersion);
    Checks.notNegative("atMillis", atMillis);
  }
}
