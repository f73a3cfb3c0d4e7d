package org.contentmover.ccm.version.preview;

/**
 * What a preview found, in numbers.
 *
 * @param baseVersion what was published then, 0 for nothing
 * @param manifest hash (hex) of the tree it would lead to
 * @param targetFiles files of that tree
 * @param targetBytes bytes of these
 * @param contentBytes of content that is published nowhere yet, as it is: the most that has to be
 *     sent; 0 when servers have it
 * @param assignmentBytes of an assignment that was made and thrown away; null when none was made
 * @param requiredBytes each server needs on its disk; the most it can need when no assignment was
 *     made
 */
public record PreviewFigures(
    long baseVersion,
    String manifest,
    long entriesScanned,
    long bytesRead,
    long targetFiles,
    long targetBytes,
    long entriesNew,
    long entriesChanged,
    long entriesRemoved,
    long entriesMoved,
    long contentBytes,
    Long assignmentBytes,
    long requiredBytes) {}
