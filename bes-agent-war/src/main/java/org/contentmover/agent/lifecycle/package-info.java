/** Puts the agent together, starts and stops it with its application. */
package org.contentmover.agent.lifecycle;
