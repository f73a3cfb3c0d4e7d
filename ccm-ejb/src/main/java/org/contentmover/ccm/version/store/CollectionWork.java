package org.contentmover.ccm.version.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.content.store.GarbageCollection;

/** Does a garbage collection and writes down what came of it. Safe for any thread. */
@ApplicationScoped
public class CollectionWork {
  private static final System.Logger LOG = System.getLogger(CollectionWork.class.getName());

  @Inject private GarbageCollection garbage;
  @Inject private StoreRoots roots;
  @Inject private CollectionBook book;

  private final Set<UUID> ordered = ConcurrentHashMap.newKeySet();

  /** It will be done by this process. */
  void order(UUID collection) {
    ordered.add(collection);
  }

  /** Whether this process does it, or will. */
  boolean isOrdered(UUID collection) {
    return ordered.contains(collection);
  }

  /** Takes as long as it takes; in no transaction. */
  void collect(UUID collection) {
    try {
      book.ended(collection, garbage.collect(roots::manifests));
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "The garbage of the content store stays", e);
      book.failed(collection, "Stopped: " + e.getMessage() + ".");
    } finally {
      ordered.remove(collection);
    }
  }
}
