package org.contentmover.ccm.version;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * The manifests that were asked for last. A large one takes a hundred megabytes and more: they are
 * read one after the other, each once for all who wait for it, and go when memory is short.
 *
 * <p>Safe for any thread; who asks for one that is not known waits until it is read, and all that
 * were asked for before.
 */
final class KnownManifests {
  private static final int SLOTS = 4;

  private final Source source;
  private final Object reading = new Object();
  private final Map<ContentHash, SoftReference<Manifest>> known =
      new LinkedHashMap<>(SLOTS, 1, true);

  /** Where they are. */
  @FunctionalInterface
  interface Source {
    Manifest read(ContentHash hash) throws IOException;
  }

  KnownManifests(Source source) {
    this.source = source;
  }

  Manifest get(ContentHash hash) throws IOException {
    Manifest found = find(hash);
    if (found != null) {
      return found;
    }
    synchronized (reading) {
      found = find(hash);
      if (found == null) {
        found = source.read(hash);
        keep(hash, found);
      }
      return found;
    }
  }

  private Manifest find(ContentHash hash) {
    synchronized (known) {
      SoftReference<Manifest> kept = known.get(hash);
      return kept == null ? null : kept.get();
    }
  }

  private void keep(ContentHash hash, Manifest manifest) {
    synchronized (known) {
      known.put(hash, new SoftReference<>(manifest));
      if (known.size() > SLOTS) {
        known.remove(known.keySet().iterator().next());
      }
    }
  }
}
