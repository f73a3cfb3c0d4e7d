/** The segment as the agent uses it: a narrow port, and its adapter to the resource adapter. */
package org.contentmover.agent.segment;
