package org.contentmover.ccm.topology.view;

import java.time.Duration;

/**
 * What an administrator sets for the keys of a segment.
 *
 * @param encrypts whether what is sealed is encrypted too (LD-12)
 * @param rotateEveryDays 1 to 3650; 0: only when somebody asks
 * @param patience how long each step of a rotation waits for absent servers, 10 s to 7 days
 */
public record SegmentKeySettings(
    KeyPolicy policy, boolean encrypts, int rotateEveryDays, Duration patience) {}
