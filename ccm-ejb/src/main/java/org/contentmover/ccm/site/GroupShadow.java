package org.contentmover.ccm.site;

import java.time.Instant;

/**
 * What is published to a content group: its version (0: nothing yet) and the hash of its manifest
 * (hex, null when nothing).
 *
 * @param backup the version published before it, 0 for none; where a rollback leads
 */
public record GroupShadow(
    String site, String group, long version, String manifest, Instant since, long backup) {
  /** The version before it, as if it were the published one. */
  public GroupShadow before(String manifestOfBackup) {
    return new GroupShadow(site, group, backup, manifestOfBackup, since, 0);
  }
}
