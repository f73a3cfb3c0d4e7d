package org.contentmover.content.store;

import org.contentmover.core.manifest.ContentHash;

/**
 * What taking in a tree cost.
 *
 * @param manifestSha256 the tree's manifest, now in the store
 * @param objectsAdded objects that were not here before
 * @param bytesRead content read from the tree
 * @param bytesStored what the new objects occupy, compressed
 */
public record IngestResult(
    ContentHash manifestSha256, long objectsAdded, long bytesRead, long bytesStored) {}
