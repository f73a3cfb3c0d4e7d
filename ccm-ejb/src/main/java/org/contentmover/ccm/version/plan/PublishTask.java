package org.contentmover.ccm.version.plan;

import java.nio.file.Path;
import java.util.UUID;
import org.contentmover.content.scan.ScanRules;

/**
 * What one attempt at a plan works on.
 *
 * @param stagingArea null when none is scanned, and so {@code root}
 * @param rules of the staging area, or what goes from the published tree
 * @param sourceManifest hash (hex) of the tree to be published as it is, null for none
 * @param baseManifest hash (hex) of the shadow's manifest, null when nothing is published
 */
public record PublishTask(
    UUID run,
    int attempt,
    String site,
    String group,
    String stagingArea,
    Path root,
    ScanRules rules,
    String sourceManifest,
    long baseVersion,
    String baseManifest) {}
