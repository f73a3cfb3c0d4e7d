/**
 * MCTP, the Multicast Content Transfer Protocol: brings one assignment at a time, or several at
 * once, from the leader of a segment to its participants, repairs what got lost, and collects each
 * server's report (LD-1 to LD-10, DT-8; docs/protocol/mctp.md).
 *
 * <p>{@link org.contentmover.core.mctp.MctpEndpoint} is the way in. All machines are pure: one
 * thread owns them, every input takes the monotonic clock in nanoseconds, effects go to an output
 * interface, and nothing a peer sends makes them throw. Content bytes never pass through them on
 * the sending side, and pass by without a copy on the receiving side.
 */
package org.contentmover.core.mctp;
