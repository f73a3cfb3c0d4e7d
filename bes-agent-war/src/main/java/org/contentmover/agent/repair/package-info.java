/** Content this server has, for a CCM whose store has lost it. */
package org.contentmover.agent.repair;
