/**
 * The whole way of one publish on real server processes: what users of the servers see, what is on
 * the disks, and what is left when something is killed. Slow; part of the profile {@code system}.
 */
package org.contentmover.system.publish;
