/** Brings ranges of assignments here by HTTP: from source to source, resuming where it broke. */
package org.contentmover.agent.fetch;
