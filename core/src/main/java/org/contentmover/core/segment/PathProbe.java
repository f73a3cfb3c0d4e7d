package org.contentmover.core.segment;

/**
 * A leader's padded datagram.
 *
 * @param bytes it has on the wire, seal included, headers of IP and UDP not
 * @param windowMs within which it is to be answered
 */
record PathProbe(int bytes, int windowMs) {}
