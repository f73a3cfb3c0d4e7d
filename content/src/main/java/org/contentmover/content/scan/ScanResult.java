package org.contentmover.content.scan;

import org.contentmover.core.manifest.Manifest;

/**
 * What a scan found.
 *
 * @param manifest the tree
 * @param index what to give to the next scan of the same tree
 * @param filesHashed files whose content was read; 0 for a tree that has not changed
 * @param bytesRead content read
 */
public record ScanResult(Manifest manifest, ScanIndex index, long filesHashed, long bytesRead) {}
