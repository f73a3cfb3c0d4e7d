/**
 * Who may ask this server what: default deny, tokens of the CCM whose key was pinned at enrolment
 * (docs/protocol/distribution.md, "Who proves what").
 */
package org.contentmover.agent.security;
