/**
 * Staging areas as they are read: on the CCM's own host, or by the agent of the server where they
 * lie (CM-1, docs/protocol/staging.md).
 */
package org.contentmover.ccm.staging;
