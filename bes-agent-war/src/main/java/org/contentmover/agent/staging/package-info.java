/** Staging areas on this server, for the CCM (CM-1, docs/protocol/staging.md). */
package org.contentmover.agent.staging;
