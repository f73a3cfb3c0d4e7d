package org.contentmover.gl.api;

/**
 * The versions of one hosted site on this server; 0 stands for "none".
 *
 * @param site hosted site, for example {@code www.example.com}
 * @param group content group this server belongs to for that site
 * @param liveVersion version served now
 * @param stagedVersion version prepared and not yet visible
 * @param backupVersion version before live
 * @param problem what an administrator should know about the site on this server, "" for none
 */
public record SiteFacts(
    String site,
    String group,
    long liveVersion,
    long stagedVersion,
    long backupVersion,
    String problem) {
  /** Longest problem text, in bytes of UTF-8: facts travel in one datagram. */
  public static final int MAX_PROBLEM_BYTES = 200;

  /** Rejects names that are not names, negative versions and problems that are too long. */
  public SiteFacts {
    Checks.name("site", site, Checks.SITE_LENGTH);
    Checks.name("group", group, Checks.NAME_LENGTH);
    Checks.notNegative("liveVersion", liveVersion);
    Checks.notNegative("stagedVersion", stagedVersion);
    Checks.notNegative("backupVersion", backupVersion);
    Checks.text("problem", problem, MAX_PROBLEM_BYTES);
  }
}
