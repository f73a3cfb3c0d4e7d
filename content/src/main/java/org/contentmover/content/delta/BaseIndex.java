package org.contentmover.content.delta;

import java.util.Map;
import java.util.Set;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** The files of the base by path, and by some contents. Immutable. */
final class BaseIndex {
  private final Manifest base;
  private final Map<ContentHash, Integer> byContent;

  /**
   * Of a base.
   *
   * @param contents files are looked for by
   */
  BaseIndex(Manifest base, Set<ContentHash> contents) {
    this.base = base;
    this.byContent = base.firstFiles(contents);
  }

  /** Null when there is none. */
  BaseFile at(String path) {
    int file = base.indexOfFile(path);
    return file < 0 ? null : file(file);
  }

  /** Null when there is none. */
  BaseFile withContent(ManifestEntry file) {
    Integer first = byContent.get(file.sha256());
    BaseFile found = first == null ? null : file(first);
    return found != null && found.entry().sameContent(file) ? found : null;
  }

  private BaseFile file(int index) {
    return new BaseFile(index, base.files().get(index));
  }
}
