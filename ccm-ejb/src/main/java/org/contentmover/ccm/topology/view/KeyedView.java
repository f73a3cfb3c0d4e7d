package org.contentmover.ccm.topology.view;

import java.time.Instant;

/**
 * Whether a segment is open, in short.
 *
 * @param open its servers seal nothing: whoever reaches its network can lead it
 * @param keyId what they seal with, 0 when it is open
 * @param since when that began; null when it is not known
 * @param rotating whether a rotation runs
 */
public record KeyedView(boolean open, int keyId, Instant since, boolean rotating) {}
