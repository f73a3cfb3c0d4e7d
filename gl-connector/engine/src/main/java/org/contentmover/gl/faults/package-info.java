/** Faults injected into a server's own network traffic, for tests: off unless configured. */
package org.contentmover.gl.faults;
