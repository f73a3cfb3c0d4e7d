package org.contentmover.ccm.run.view;

/**
 * What an order would change, compared with what was published when it was looked.
 *
 * @param baseVersion what was published, 0 for nothing
 * @param manifest hash of the tree it leads to
 * @param contentBytes of all content servers do not have, as it is: no more has to be sent
 * @param assignmentBytes of the assignment that would be sent, as it was made for this and thrown
 *     away; null when none was made
 * @param requiredBytes each server needs on its disk; without an assignment the most it can need
 */
public record PreviewChangesView(
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
