package org.contentmover.ccm.run.view;

/**
 * One path that would change.
 *
 * @param kind NEW, CHANGED, REMOVED or MOVED
 * @param from where it is now, when that is another path; else null
 * @param entries how many entries move or go with it, itself among them
 * @param sizeBytes of a file as it would be; 0 for all else
 */
public record ChangedPathView(
    String kind, String path, String from, long entries, long sizeBytes) {}
