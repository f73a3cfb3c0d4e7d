package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.run.RunEvent;

/** What is to be decided and forgotten when a site is taken off (VC-8). */
@ApplicationScoped
public class RemovalWork {
  @Inject private GroupDirectory groups;
  @Inject private VersionLedger ledger;
  @Inject private ContentStore store;
  @Inject private StatementBook statements;

  /** The number of the empty version, unless another version was published since it was ordered. */
  RunEvent plan(Run run) {
    GroupShadow shadow = groups.shadow(run.site(), run.group());
    if (shadow.version() != run.withdraws()) {
      return new RunEvent.PlanningFailed(
          "Version "
              + shadow.version()
              + " was published meanwhile. Look at the versions, and order again.");
    }
    if (statements.isMissing(run.site(), run.group(), Manifest.EMPTY.hash())) {
      return new RunEvent.PlanningFailed(
          "No statement of a publisher allows that the site is taken off: "
              + statements.request(run.site(), run.group(), Manifest.EMPTY.hash())
              + " Then order it again.");
    }
    return new RunEvent.Planned(groups.nextVersion(run.site(), run.group()), 0);
  }

  /** The shadow points to it, and what is published next builds upon it. */
  void keepEmptyTree() {
    try (Intake intake = store.intake()) {
      intake.add(Manifest.EMPTY);
      intake.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("The content store does not take an empty tree", e);
    }
  }

  /** There is no way back but checkpoints. */
  void forget(Run run) {
    try {
      ledger.forgetAllBut(
          run.site(), run.group(), groups.shadow(run.site(), run.group()).version());
    } catch (IOException e) {
      throw new UncheckedIOException("The versions of " + run.site() + " stay in the store", e);
    }
    groups.forgetBackup(run.site(), run.group());
  }
}
