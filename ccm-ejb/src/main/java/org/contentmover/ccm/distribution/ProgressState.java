package org.contentmover.ccm.distribution;

import java.util.List;
import java.util.Locale;
import org.contentmover.ccm.problem.Invalid;

/** How far a server is with an assignment (docs/protocol/distribution.md). */
enum ProgressState {
  PENDING,
  FETCHING,
  RECEIVING,
  RECEIVED,
  REPORTED,
  REFUSED,
  MISSING;

  /** Nothing more comes from the server. */
  boolean isSettled() {
    return this == REPORTED || this == REFUSED;
  }

  static ProgressState read(String text) {
    try {
      return valueOf(String.valueOf(text).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Invalid("state", text, "one of " + List.of(values()));
    }
  }
}
