package org.contentmover.content.store;

import java.nio.file.Path;

/**
 * Where an object lies.
 *
 * @param file bytes as they are packed; never changes while the object exists
 * @param packedBytes length of the file
 */
public record StoredObject(Path file, Packing packing, long packedBytes) {}
