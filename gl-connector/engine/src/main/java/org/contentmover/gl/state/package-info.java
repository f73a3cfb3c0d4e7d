/**
 * What one server instance must not forget: the epoch floor, and how its runs ended, in a directory
 * that belongs to it alone. Blocking file access; called by the thread that drives the machines.
 */
package org.contentmover.gl.state;
