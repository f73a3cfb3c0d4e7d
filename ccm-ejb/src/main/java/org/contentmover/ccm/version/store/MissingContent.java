package org.contentmover.ccm.version.store;

import java.util.List;
import org.contentmover.core.manifest.ContentHash;

/**
 * Content that is needed and not in the store.
 *
 * @param sizeBytes 0 when it is not known
 * @param site a site of which a version has it
 * @param path how it is called there; its type decides how it is packed
 * @param neededBy for people: the first ones
 */
public record MissingContent(
    ContentHash content, long sizeBytes, String site, String path, List<String> neededBy) {}
