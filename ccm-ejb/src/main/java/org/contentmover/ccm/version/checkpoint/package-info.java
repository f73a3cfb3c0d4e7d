/**
 * Checkpoints: complete copies of a content group's content at one point in time (VC-2); completed
 * by a Jakarta Batch job whose progress is in own tables.
 */
package org.contentmover.ccm.version.checkpoint;
