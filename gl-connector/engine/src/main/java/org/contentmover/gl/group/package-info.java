/**
 * Datagrams of one multicast group and of this server's own unicast address, carried by JGroups.
 *
 * <p>Knows nothing of what the datagrams mean. Threading: {@link
 * org.contentmover.gl.group.DatagramSink} is called on the carrier's receiver threads; everything
 * else may be called from any thread.
 */
package org.contentmover.gl.group;
