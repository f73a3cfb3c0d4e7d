/**
 * What of a hosted site is where on a server's disk, which version is live, and how that is
 * switched (CI-3).
 */
package org.contentmover.content.live;
