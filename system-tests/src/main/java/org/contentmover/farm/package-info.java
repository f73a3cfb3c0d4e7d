/**
 * A whole farm of real server processes, on loopback or in hosts of the lab: one CCM and any number
 * of agents in any number of segments. The demo script and the system tests run on it.
 *
 * <p>Everything here is called from one thread at a time; a farm's state lives in its home
 * directory, so that one invocation of the demo can start it and the next can stop it.
 */
package org.contentmover.farm;
