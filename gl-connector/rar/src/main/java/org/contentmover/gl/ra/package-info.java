/**
 * The classes of the Jakarta Connectors contract, thin: they give the connector its threads, bring
 * its events to message endpoints, and hand the agent's requests to it.
 */
package org.contentmover.gl.ra;
