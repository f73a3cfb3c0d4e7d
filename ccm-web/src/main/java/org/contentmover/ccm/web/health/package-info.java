/** Whether the CCM lives and is ready, for load balancers and administrators; open to everybody. */
package org.contentmover.ccm.web.health;
