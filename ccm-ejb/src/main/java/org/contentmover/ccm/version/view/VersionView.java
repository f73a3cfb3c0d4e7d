package org.contentmover.ccm.version.view;

import java.time.Instant;
import java.util.UUID;

/**
 * The snapshot of one version that was made live (VC-3): number, run, time, details, no content.
 *
 * @param pin set when it was withdrawn: no job publishes it again by itself (VC-7); else null
 */
public record VersionView(
    String site,
    String group,
    long number,
    UUID run,
    UUID assignment,
    Instant committedAt,
    long files,
    long bytes,
    String manifestSha256,
    boolean current,
    PinView pin) {}
