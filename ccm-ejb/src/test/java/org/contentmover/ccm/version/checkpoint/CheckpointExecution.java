package org.contentmover.ccm.version.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.contentmover.ccm.testing.Ccm;

/** Does what the batch job does. */
public final class CheckpointExecution {
  private CheckpointExecution() {}

  /** Works on every checkpoint that is wanted, forgets the others; how the last one ended. */
  public static CheckpointWork.Exit executeAll(Ccm ccm) {
    CheckpointWork.Exit exit = null;
    for (Object news = ccm.nextNews(); news != null; news = ccm.nextNews()) {
      if (news instanceof CheckpointWanted wanted) {
        exit = execute(ccm, wanted);
      } else if (news instanceof CheckpointGone gone) {
        ccm.get(CheckpointReferences.class).forget(gone.checkpoint());
      }
    }
    return exit;
  }

  static CheckpointWork.Exit execute(Ccm ccm, CheckpointWanted wanted) {
    return ccm.tx(
        () -> {
          try {
            return ccm.get(CheckpointWork.class).check(wanted.checkpoint(), wanted.attempt());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
