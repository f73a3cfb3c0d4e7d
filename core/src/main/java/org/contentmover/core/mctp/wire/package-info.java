/**
 * Layouts of the Multicast Content Transfer Protocol: the data frame's header and the transfer
 * control messages, types 32 to 63 (docs/protocol/mctp.md).
 *
 * <p>Every message reads itself with a {@link org.contentmover.core.wire.WireReader} and never
 * throws for what a peer sends. Values are immutable.
 */
package org.contentmover.core.mctp.wire;
