package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** The files of the base by number, path and content. Immutable once made. */
final class BaseIndex {
  private final List<BaseFile> files = new ArrayList<>();
  private final Map<String, BaseFile> byPath = new HashMap<>();
  private final Map<ContentHash, BaseFile> byHash = new HashMap<>();

  BaseIndex(Manifest base) {
    for (ManifestEntry entry : base) {
      if (entry.isFile()) {
        BaseFile file = new BaseFile(files.size(), entry);
        files.add(file);
        byPath.put(entry.path(), file);
        byHash.putIfAbsent(entry.sha256(), file);
      }
    }
  }

  List<BaseFile> files() {
    return files;
  }

  /** Null when there is none. */
  BaseFile at(String path) {
    return byPath.get(path);
  }

  /** Null when there is none. */
  BaseFile withContent(ManifestEntry file) {
    BaseFile found = byHash.get(file.sha256());
    return found != null && found.entry().sameContent(file) ? found : null;
  }
}
