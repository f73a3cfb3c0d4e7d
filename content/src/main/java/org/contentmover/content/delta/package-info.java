/**
 * Deltas between two versions of a tree: what a new version has that the old one lacks, as a
 * sequence of pieces (docs/formats/delta.md, CM-3).
 *
 * <p>Knows neither commands nor signatures. Everything is streamed; memory is bounded by the sizes
 * of pieces and dictionaries, never by those of files.
 */
package org.contentmover.content.delta;
