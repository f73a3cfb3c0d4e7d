/**
 * Content by hash, and names for trees of it: what the CCM knows, each object once and compressed
 * once (VC-1, CM-4).
 *
 * <p>A crash at any point leaves every reference at its old or its new tree, complete (VC-1).
 */
package org.contentmover.content.store;
