/**
 * What this server tells about itself: to its leader, and without multicast to the CCM (EL-14,
 * EL-15).
 */
package org.contentmover.agent.facts;
