/** How this server is: health for probes, status for the CCM (UI-5). */
package org.contentmover.agent.health;
