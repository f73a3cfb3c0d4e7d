package org.contentmover.content.assignment;

import java.nio.file.Path;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.manifest.ContentHash;

/**
 * A finished assignment file.
 *
 * @param sizeBytes of the whole file
 * @param sha256 of the whole file, for whoever carries it without reading it
 */
public record WrittenAssignment(
    AssignmentHeader header, Path file, long sizeBytes, ContentHash sha256) {}
