/** What every servlet of the agent shares: problems, JSON, byte ranges, media types. */
package org.contentmover.agent.web;
