package org.contentmover.gl.api;

import java.nio.file.Path;
import java.util.UUID;

/**
 * An assignment is complete in the file the agent named; its SHA-256 is verified and the file is
 * synced to disk.
 *
 * @param assignmentId as offered
 * @param path the file; it belongs to the agent from now on
 * @param sizeBytes as offered
 */
public record ReceivedAssignment(UUID assignmentId, Path path, long sizeBytes) {}
