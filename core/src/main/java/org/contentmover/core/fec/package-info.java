/**
 * Forward error correction (LD-6): parity frames of a block of data frames, any of which replaces
 * any data frame that got lost.
 *
 * <p>Pure computation on memory of its own: no clock, no thread, no file.
 */
package org.contentmover.core.fec;
