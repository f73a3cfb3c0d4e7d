package org.contentmover.ccm.staging;

import org.contentmover.ccm.site.view.StagingAreaView;
import org.contentmover.content.scan.ScanRules;

/**
 * A staging area to be read.
 *
 * @param server whose agent reads it, null for the CCM's own host
 */
public record StagedTree(String area, String server, String directory, ScanRules rules) {
  public static StagedTree of(StagingAreaView area) {
    return new StagedTree(
        area.name(),
        area.server(),
        area.path(),
        ScanRules.ofPatterns(area.includes(), area.excludes()));
  }
}
