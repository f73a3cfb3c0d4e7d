package org.contentmover.ccm.version.preview;

import java.util.UUID;

/** A preview is to be made. Fired in the transaction that wants it. */
public record PreviewWanted(UUID preview) {}
