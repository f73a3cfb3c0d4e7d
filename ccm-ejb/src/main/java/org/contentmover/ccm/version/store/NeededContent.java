package org.contentmover.ccm.version.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** Compares what versions and checkpoints need with what the store has. Safe for any thread. */
@ApplicationScoped
public class NeededContent {
  private static final int MOST_NAMED = 20;

  /** How a list of files is called where a path is asked for. */
  static final String LIST_OF_FILES = "manifest";

  @Inject private ContentStore store;
  @Inject private StoreRoots roots;

  /** What is needed and not there, by hash. */
  Map<ContentHash, MissingContent> missing() {
    Map<ContentHash, MissingContent> missing = new LinkedHashMap<>();
    for (StoreRoots.Needed needed : roots.needed()) {
      try {
        for (ManifestEntry entry : manifest(needed)) {
          if (entry.isFile() && !store.contains(entry.sha256())) {
            note(missing, needed, entry.sha256(), entry.sizeBytes(), entry.path());
          }
        }
      } catch (IOException e) {
        note(missing, needed, needed.manifest(), 0, LIST_OF_FILES);
      }
    }
    return missing;
  }

  private Manifest manifest(StoreRoots.Needed needed) throws IOException {
    return store.manifest(needed.manifest());
  }

  private static void note(
      Map<ContentHash, MissingContent> missing,
      StoreRoots.Needed needed,
      ContentHash content,
      long sizeBytes,
      String path) {
    MissingContent known =
        missing.computeIfAbsent(
            content,
            hash -> new MissingContent(hash, sizeBytes, needed.site(), path, new ArrayList<>()));
    if (known.neededBy().size() < MOST_NAMED) {
      known.neededBy().add(needed.what() + ": " + path);
    }
  }
}
