/**
 * Staging areas that are watched: what changed in them is published when they are quiet (CM-10).
 */
package org.contentmover.ccm.watch;
