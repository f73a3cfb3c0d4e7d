/**
 * One publish on a farm whose servers have a host each in a segment of the lab: brought up,
 * measured, checked and taken down (system-tests/lab/agents).
 *
 * <p>Everything here is called from one thread.
 */
package org.contentmover.farm.trial;
