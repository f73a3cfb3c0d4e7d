package org.contentmover.content.assignment;

import org.contentmover.core.manifest.TreeChange;

/**
 * One command of an assignment: what is to change and, for a file that is not empty, where its
 * bytes are.
 *
 * @param payload null when the change needs no bytes
 */
public record AssignmentCommand(TreeChange change, Payload payload) {}
