package org.contentmover.ccm.version.view;

import java.nio.file.Path;

/**
 * Where the bytes of an assignment are, for range serving. The file never changes; {@code sha256}
 * (hex) is its ETag.
 */
public record AssignmentFile(Path path, long sizeBytes, String sha256) {}
