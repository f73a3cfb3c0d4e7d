package org.contentmover.ccm.setup;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Work on something that is asked for more often than it can be done: of each id one at a time, and
 * however often it is asked for meanwhile, once more after that. Safe for any thread.
 */
public final class Coalescing {
  /** Ids whose work is on its way; true when it is to be done (again). */
  private final Map<UUID, Boolean> wanted = new ConcurrentHashMap<>();

  /**
   * Asks for the work on an id.
   *
   * @param start called when nobody is at it: has {@link #run} called soon, by another thread
   */
  public void ask(UUID id, Consumer<UUID> start) {
    if (wanted.put(id, true) != null) {
      return;
    }
    try {
      start.accept(id);
    } catch (RuntimeException notTaken) {
      wanted.remove(id);
      throw notTaken;
    }
  }

  /** Works until nothing more is wanted of this id. */
  public void run(UUID id, Consumer<UUID> work) {
    try {
      do {
        wanted.put(id, false);
        work.accept(id);
      } while (!wanted.remove(id, false));
    } catch (RuntimeException | Error broken) {
      wanted.remove(id);
      throw broken;
    }
  }
}
