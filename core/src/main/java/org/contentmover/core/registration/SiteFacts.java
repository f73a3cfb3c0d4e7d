package org.contentmover.core.registration;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;

/**
 * The versions of one hosted site on one server; 0 stands for none.
 *
 * @param site the hosted site
 * @param group content group the server belongs to for that site
 * @param liveVersion served now
 * @param stagedVersion prepared, not yet visible
 * @param backupVersion the one before live
 * @param problem for an administrator, "" for none; at most {@link #MAX_PROBLEM_BYTES}
 */
public record SiteFacts(
    HostedSite site,
    ContentGroup group,
    long liveVersion,
    long stagedVersion,
    long backupVersion,
    String problem) {
  /** Longest problem text in UTF-8: the facts of one site fit one datagram. */
  public static final int MAX_PROBLEM_BYTES = 200;

  /** Rejects nulls, negative versions and a problem text that is too long. */
  public SiteFacts {
    Objects.requireNonNull(site, "site");
    Objects.requireNonNull(group, "group");
    if (liveVersion < 0 || stagedVersion < 0 || backupVersion < 0) {
      throw new IllegalArgumentException("versions of " + site + " must not be negative");
    }
    if (problem.getBytes(StandardCharsets.UTF_8).length > MAX_PROBLEM_BYTES) {
      throw new IllegalArgumentException(
          "problem text of " + site + " is longer than " + MAX_PROBLEM_BYTES + " bytes");
    }
  }
}
