package org.contentmover.gl.api;

import java.util.UUID;

/**
 * The leader announces an assignment to this server.
 *
 * @param assignmentId names the assignment everywhere
 * @param name for people
 * @param sizeBytes of the whole assignment: the space the spool file needs
 * @param sha256 of the whole assignment, 64 hex digits
 * @param leader who announces it
 * @param epoch of that leader
 * @param sourceUrl where it can be fetched by unicast
 * @param ticket credential for that fetch
 */
public record AssignmentOffer(
    UUID assignmentId,
    String name,
    long sizeBytes,
    String sha256,
    String leader,
    long epoch,
    String sourceUrl,
    String ticket) {}
