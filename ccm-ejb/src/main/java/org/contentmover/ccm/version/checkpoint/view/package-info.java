/** Checkpoints as callers see them. */
package org.contentmover.ccm.version.checkpoint.view;
