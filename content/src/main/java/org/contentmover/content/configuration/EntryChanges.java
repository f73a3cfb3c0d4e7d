package org.contentmover.content.configuration;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to become of entries of one file, by their keys.
 *
 * @param wanted values that a version has; empty for an entry that is to be gone
 * @param givenBack entries that no version wants any more, exactly as they were written; empty for
 *     one that was not there
 */
public record EntryChanges(
    Map<String, Optional<String>> wanted, Map<String, Optional<String>> givenBack) {
  /** Nothing yet. */
  public static EntryChanges none() {
    return new EntryChanges(new TreeMap<>(), new TreeMap<>());
  }
}
