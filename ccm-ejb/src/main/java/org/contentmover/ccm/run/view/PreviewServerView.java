package org.contentmover.ccm.run.view;

/**
 * A server of the content group, as it is now.
 *
 * @param takesPart whether it could take part now
 * @param whyNot for people; empty when it could
 * @param freeDiskBytes what it reported, null when it has not
 */
public record PreviewServerView(
    String server,
    String segment,
    boolean takesPart,
    String whyNot,
    long liveVersion,
    long requiredBytes,
    Long freeDiskBytes) {}
