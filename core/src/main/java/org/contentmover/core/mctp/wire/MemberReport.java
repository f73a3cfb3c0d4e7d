package org.contentmover.core.mctp.wire;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.contentmover.core.ids.AssignmentId;

/**
 * One server's result for one assignment (CI-8).
 *
 * @param assignment which assignment
 * @param outcome how it ended
 * @param reason for an administrator, "" when all went well; at most 500 bytes of UTF-8
 * @param bytes written to carry it out
 * @param liveVersion of the hosted site, after it
 * @param atMillis when, in milliseconds since 1970 UTC by the server's clock
 */
public record MemberReport(
    AssignmentId assignment,
    Outcome outcome,
    String reason,
    long bytes,
    long liveVersion,
    long atMillis) {
  /** Longest reason, in bytes of UTF-8: a report is one datagram. */
  public static final int MAX_REASON_BYTES = Fields.MAX_REASON_BYTES;

  /** Rejects negative numbers and a reason that is too long. */
  public MemberReport {
    Objects.requireNonNull(assignment, "assignment");
    Objects.requireNonNull(outcome, "outcome");
    if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON_BYTES) {
      throw new IllegalArgumentException("reason is longer than " + MAX_REASON_BYTES + " bytes");
    }
    if (bytes < 0 || liveVersion < 0 || atMillis < 0) {
      throw new IllegalArgumentException(
          "negative number in report: bytes "
              + bytes
              + ", live version "
              + liveVersion
              + ", at "
              + atMillis);
    }
  }

  /** Whether the server does not have what the assignment was to bring. */
  public boolean isFailure() {
    return outcome == Outcome.FAILED;
  }
}
