/**
 * The unit that travels: one file of commands, data and signature (docs/formats/assignment.md).
 *
 * <p>Streams both ways: neither side holds all commands' bytes or a whole file in memory.
 */
package org.contentmover.content.assignment;
