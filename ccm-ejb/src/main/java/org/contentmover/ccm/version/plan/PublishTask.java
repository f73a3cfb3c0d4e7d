package org.contentmover.ccm.version.plan;

import java.util.UUID;
import org.contentmover.ccm.staging.StagedTree;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.core.interpret.AssignmentType;

/**
 * What one attempt at a plan works on.
 *
 * @param staged null when no staging area is scanned
 * @param removed what goes from the published tree; nothing when something is scanned
 * @param restores whether it is an earlier tree that is published again
 * @param knownManifest hash (hex) of the tree to be published as it is, null for none
 * @param baseManifest hash (hex) of the shadow's manifest, null when nothing is published
 */
public record PublishTask(
    UUID run,
    int attempt,
    String site,
    String group,
    StagedTree staged,
    ScanRules removed,
    boolean restores,
    String knownManifest,
    long baseVersion,
    String baseManifest) {
  /**
   * What servers are told it is. The first version of a group is the whole content for servers that
   * show what another group of the site brought: they would take no difference (CM-14).
   */
  public AssignmentType type() {
    if (baseVersion == 0) {
      return AssignmentType.REPLICATE;
    }
    return restores ? AssignmentType.RESTORE : AssignmentType.PUBLISH;
  }
}
