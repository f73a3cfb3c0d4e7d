/**
 * The content interpreter: stages, commits, rolls back and aborts on a server's disk (CI-1 to
 * CI-8).
 *
 * <p>First everything is worked out, then a version is built beside the live one, then one rename
 * makes it visible. Every step is journaled before it can matter.
 */
package org.contentmover.content.apply;
