package org.contentmover.content.apply;

import org.contentmover.core.manifest.ContentHash;

/**
 * A content a repair needs and this server does not have any more (CI-7).
 *
 * @param version one that has it
 * @param path where it stands there: who gives it away can see that it belongs to the version
 */
public record LostContent(long version, String path, ContentHash hash, long sizeBytes) {}
