/**
 * Files being received: frames arrive by offset, the whole is verified and synced once.
 *
 * <p>The thread that drives the machines only copies frames into memory; disk is touched on worker
 * threads, in order for each file.
 */
package org.contentmover.gl.receive;
