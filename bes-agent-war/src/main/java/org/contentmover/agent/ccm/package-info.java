/**
 * The dialogue with the CCM and with other servers' agents over HTTP and JSON, as
 * docs/protocol/distribution.md binds both sides: messages, client, enrolment.
 */
package org.contentmover.agent.ccm;
