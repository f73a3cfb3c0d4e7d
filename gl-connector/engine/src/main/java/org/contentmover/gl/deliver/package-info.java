/**
 * Brings events to the agent at least once: kept until acknowledged, in order where order matters,
 * newest only where a newer one replaces an older, again after an error, and late when no endpoint
 * was there.
 */
package org.contentmover.gl.deliver;
