package org.contentmover.ccm.distribution;

import java.util.List;
import java.util.OptionalInt;
import org.contentmover.ccm.testing.Ccm;

/** Does what the catch-up timer and the batch job do, at once. */
public final class CatchUpExecution {
  private CatchUpExecution() {}

  /** The attempt that is to be started, which a node that dies then never is. */
  public static OptionalInt look(Ccm ccm) {
    return ccm.tx(() -> ccm.get(CatchUpBoard.class).look());
  }

  public static CatchUpWork.Exit execute(Ccm ccm, int attempt) {
    return ccm.tx(() -> ccm.get(CatchUpWork.class).prepareAll(attempt));
  }

  static List<CatchUpTask> tasks(Ccm ccm, int attempt) {
    return ccm.tx(() -> ccm.get(CatchUpBoard.class).tasks(attempt));
  }

  static void prepare(Ccm ccm, int attempt, CatchUpTask task) {
    ccm.run(() -> ccm.get(CatchUpWork.class).prepare(attempt, task));
  }
}
