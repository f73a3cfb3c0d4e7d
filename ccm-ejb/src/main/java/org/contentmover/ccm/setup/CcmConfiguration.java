package org.contentmover.ccm.setup;

import java.nio.file.Path;
import java.time.Duration;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.core.tree.TreePolicy;

/**
 * What the CCM was configured with (docs/operations/ccm.md). Immutable.
 *
 * @param ccmUrl how servers reach the CCM, without a slash at the end
 * @param originBytesPerSecond ration of the CCM's own upload, 0 for unlimited (DT-5)
 * @param least what has to go over a connection that it uploads on
 * @param catchUpFanOut how many catch-ups are under way at a time, each fetches from the CCM (DT-5)
 * @param silentAfter without a report for so long a server or segment is down
 * @param missingAfter a participant of a run is waited for so long after it went silent
 * @param committing how long servers have to switch
 * @param versionsKept versions of a content group whose content is kept in the store
 * @param deltaProfile how much work is put into assignments that are few bytes (CM-3)
 * @param adminPassword password of the first administrator, null: a random one
 */
public record CcmConfiguration(
    Path dataDirectory,
    String ccmUrl,
    long originBytesPerSecond,
    LeastProgress least,
    TreePolicy treePolicy,
    int catchUpFanOut,
    Duration silentAfter,
    Duration missingAfter,
    Duration committing,
    int versionsKept,
    DeltaProfile deltaProfile,
    String adminPassword) {

  /**
   * Each holds a request thread while it fetches: half of those WildFly has on two processors, a
   * quarter of Payara's, so that reports and the console are answered meanwhile.
   */
  static final int CATCH_UPS = 16;

  /** Some 35,000 bits a second: less than any line that a farm of servers has. */
  static final long LEAST_PER_MINUTE = 256 << 10;

  @Override
  public String toString() {
    return "CcmConfiguration[dataDirectory=" + dataDirectory + ", ccmUrl=" + ccmUrl + "]";
  }
}
