/**
 * How the agent orders its work on the server's managed threads, and other things without a domain.
 */
package org.contentmover.agent.work;
