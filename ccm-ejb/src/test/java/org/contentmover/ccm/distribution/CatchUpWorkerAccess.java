package org.contentmover.ccm.distribution;

import java.util.List;
import org.contentmover.ccm.testing.Ccm;

/** Does what the catch-up timer does, at once. */
public final class CatchUpWorkerAccess {
  private CatchUpWorkerAccess() {}

  static List<CatchUpTask> look(Ccm ccm) {
    return ccm.tx(() -> ccm.get(CatchUps.class).look());
  }

  public static void tick(Ccm ccm) {
    prepare(ccm, look(ccm));
  }

  static void prepare(Ccm ccm, List<CatchUpTask> tasks) {
    ccm.run(() -> ccm.get(CatchUpWorker.class).prepare(tasks));
  }
}
