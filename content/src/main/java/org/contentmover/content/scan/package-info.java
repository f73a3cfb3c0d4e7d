/**
 * From a directory to a manifest: what is content, what has changed since the last scan, what
 * cannot be taken and why (CM-1, CM-2).
 *
 * <p>Reads the tree and never writes it.
 */
package org.contentmover.content.scan;
