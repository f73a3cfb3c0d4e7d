package org.contentmover.ccm.version.plan;

import java.nio.file.Path;
import java.util.UUID;
import org.contentmover.content.scan.ScanRules;

/**
 * What one attempt at a plan works on.
 *
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
    long baseVersion,
    String baseManifest) {}
