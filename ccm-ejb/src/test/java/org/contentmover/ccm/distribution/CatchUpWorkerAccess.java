package org.contentmover.ccm.distribution;

import java.util.List;
import org.contentmover.ccm.testing.Ccm;

/** Does what the catch-up timer does, at once. */
public final class CatchUpWorkerAccess {
  private CatchUpWorkerAccess() {}

  public static void tick(Ccm ccm) {
    List<CatchUpTask> tasks = ccm.tx(() -> ccm.get(CatchUps.class).look());
    ccm.run(() -> ccm.get(CatchUpWorker.class).prepare(tasks));
  }
}
