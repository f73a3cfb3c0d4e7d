package org.contentmover.ccm.scrub.view;

import java.time.Instant;

/**
 * A path that was not what it should be.
 *
 * @param kind CONTENT, ATTRIBUTES, MISSING, OTHER_KIND, UNREADABLE or FOREIGN
 * @param since when it was seen first
 */
public record DriftedPath(String path, String kind, Instant since) {}
