package org.contentmover.content.delta;

/**
 * A directory that has another path now, with most of what is in it.
 *
 * @param from a directory of the base at whose path the target has nothing
 * @param to a directory of the target at whose path the base has nothing
 */
public record DirectoryMove(String from, String to) {}
