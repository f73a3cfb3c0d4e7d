/** The hosted sites of this server: which there are, what they show, the work done on them. */
package org.contentmover.agent.site;
