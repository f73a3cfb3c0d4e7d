package org.contentmover.ccm.version.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.StoreVerification;
import org.contentmover.core.manifest.ContentHash;

/**
 * Verifies the content store, names who needs what it has lost, and brings it back from servers.
 * One at a time; in no transaction.
 */
@ApplicationScoped
public class CheckWork {
  private static final System.Logger LOG = System.getLogger(CheckWork.class.getName());

  /** A list of files that came back may tell of files that are missing; once more for each. */
  private static final int MOST_ROUNDS = 3;

  @Inject private ContentStore store;
  @Inject private NeededContent needed;
  @Inject private StoreRepair repair;
  @Inject private CheckBook book;
  private final Set<UUID> ordered = ConcurrentHashMap.newKeySet();

  /** It will be done by this process. */
  void order(UUID check) {
    ordered.add(check);
  }

  /** Whether this process does it, or will. */
  boolean isOrdered(UUID check) {
    return ordered.contains(check);
  }

  /** Takes as long as reading everything takes. */
  synchronized void check(UUID check) {
    try {
      Map<ContentHash, String> why = new HashMap<>();
      StoreVerification.Findings findings =
          new StoreVerification(store).verify((bytes, of) -> book.read(check, bytes, of));
      findings.losses().forEach(loss -> why.put(loss.content(), loss.why()));
      Map<ContentHash, MissingContent> missing = needed.missing();
      int found = missing.size();
      int repaired = 0;
      for (int round = 0; round < MOST_ROUNDS && !missing.isEmpty(); round++) {
        book.found(missing.values(), why);
        Map<ContentHash, StoreRepair.Outcome> outcomes = repair.repair(missing.values());
        book.repaired(outcomes);
        int came = (int) outcomes.values().stream().filter(it -> it.problem().isEmpty()).count();
        repaired += came;
        Map<ContentHash, MissingContent> left = needed.missing();
        found += (int) left.keySet().stream().filter(it -> !outcomes.containsKey(it)).count();
        missing = left;
        if (came == 0) {
          break;
        }
      }
      book.found(missing.values(), why);
      if (missing.isEmpty() && findings.unread().isEmpty()) {
        store.discardSetAside();
      }
      book.ended(check, found, repaired, missing.keySet(), findings.unread());
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The content store could not be verified", e);
      book.failed(check, "Stopped: " + e.getMessage() + ".");
    } finally {
      ordered.remove(check);
    }
  }
}
