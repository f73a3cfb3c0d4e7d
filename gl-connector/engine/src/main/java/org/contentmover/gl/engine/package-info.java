/**
 * Joins the machines of core to the world: one thread drives them, everything else posts to its
 * inbox, and their effects are carried out here.
 */
package org.contentmover.gl.engine;
