package org.contentmover.ccm.run;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.run.RunEvent;

/** What is to be decided about a rollback (VC-7). Works in the caller's transaction. */
@ApplicationScoped
public class RollbackWork {
  @Inject private GroupDirectory groups;
  @Inject private VersionLedger ledger;
  @Inject private StatementBook statements;

  /** Where it leads, unless another version was published since it was ordered. */
  RunEvent plan(Run run) {
    GroupShadow shadow = groups.shadow(run.site(), run.group());
    if (shadow.version() != run.withdraws()) {
      return new RunEvent.PlanningFailed(
          "Version "
              + shadow.version()
              + " was published meanwhile, and version "
              + run.withdraws()
              + " was to be withdrawn. Look at the versions, and order again.");
    }
    Optional<Manifest> backup = ledger.manifest(run.site(), run.group(), shadow.backup());
    if (backup.isEmpty()) {
      return new RunEvent.PlanningFailed(
          "The content of version "
              + shadow.backup()
              + " is not in the content store any more. Publish what is wanted instead.");
    }
    ContentHash manifest = backup.get().hash();
    if (statements.isMissing(run.site(), run.group(), manifest)) {
      return new RunEvent.PlanningFailed(
          "No statement of a publisher that holds allows the way back: "
              + statements.request(run.site(), run.group(), manifest)
              + " Then order the rollback again.");
    }
    return new RunEvent.Planned(shadow.backup(), 0);
  }
}
