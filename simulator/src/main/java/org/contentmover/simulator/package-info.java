/**
 * Deterministic simulation of whole segments over the machines of {@code core}: virtual time, and a
 * network and servers that fail as a seed says. The same seed gives the same run on every machine;
 * {@link org.contentmover.simulator.Replay} shows one as a readable trace. One thread.
 */
package org.contentmover.simulator;
