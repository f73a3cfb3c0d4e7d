package org.contentmover.ccm.version.preview;

import java.time.Instant;
import java.util.UUID;

/**
 * A preview, as far as it is.
 *
 * @param endedAt null while it is made
 * @param problem why it failed; empty when it has not
 * @param figures null unless something was found
 */
public record Previewed(
    UUID id,
    PreviewOrder order,
    Instant startedAt,
    String startedBy,
    Instant endedAt,
    PreviewStatus status,
    String problem,
    PreviewFigures figures) {}
