/**
 * The member's side: answers offers, carries out what was received, tells the result (LD-2, CI-8).
 */
package org.contentmover.agent.receive;
