package org.contentmover.content.delta;

import org.contentmover.core.manifest.ManifestEntry;

/**
 * A file of the base version.
 *
 * @param index its place among the files of the base manifest
 */
public record BaseFile(int index, ManifestEntry entry) {}
