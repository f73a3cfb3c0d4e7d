/**
 * Reading and writing datagrams by hand: big-endian, bounds-checked, no exception for any input
 * (docs/protocol/election.md has the layouts). Not thread-safe: a reader or writer belongs to the
 * thread that uses it.
 */
package org.contentmover.core.wire;
