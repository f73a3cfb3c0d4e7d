/**
 * Work that must not be done by the thread that drives the machines: disk and deliveries. The
 * threads are lent by whoever runs the engine: a server's work manager, or a thread pool.
 */
package org.contentmover.gl.work;
