package org.contentmover.ccm.run.view;

/**
 * What the plan of a run found: entries by change, and what travels. Progress while the scan goes
 * on.
 */
public record PlanView(
    String step,
    long entriesScanned,
    long bytesRead,
    long entriesAdded,
    long entriesChanged,
    long entriesRemoved,
    long targetFiles,
    long targetBytes,
    long assignmentBytes) {}
