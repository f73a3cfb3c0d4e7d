/**
 * What a tree of content is: its entries, their canonical bytes and hash, and the ordered changes
 * that lead from one tree to another (CM-2).
 *
 * <p>Values only: immutable, free of threads, clocks and files. Usable from any thread.
 */
package org.contentmover.core.manifest;
