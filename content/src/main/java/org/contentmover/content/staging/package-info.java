/**
 * A staging area on another host than the CCM's: what the agent there offers, and how its content
 * travels to the CCM (CM-1, docs/protocol/staging.md).
 */
package org.contentmover.content.staging;
