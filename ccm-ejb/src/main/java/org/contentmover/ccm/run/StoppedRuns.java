package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.contentmover.core.run.RunPhase;

/**
 * Says of a run that cannot go on why, for people. In a transaction of its own: that of the run was
 * rolled back.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StoppedRuns {
  /** Whoever leaves these gets another explanation; the others may end with the one they have. */
  private static final Set<RunPhase> EXPLAINED_ANEW =
      EnumSet.of(
          RunPhase.PLANNING,
          RunPhase.RESERVING,
          RunPhase.DISTRIBUTING,
          RunPhase.STAGED,
          RunPhase.COMMITTING,
          RunPhase.FINISHING);

  @Inject private RunBook book;

  /** Once, however often it is told. */
  public void tell(UUID id, String why) {
    book.lock(id)
        .filter(run -> !run.phase().isTerminal() && !isNewest(run, why))
        .ifPresent(
            run -> {
              book.note(run, why);
              if (EXPLAINED_ANEW.contains(run.phase())) {
                run.explain(why);
              }
            });
  }

  private boolean isNewest(Run run, String why) {
    List<RunNote> newest = book.notes(run.id(), 1);
    return !newest.isEmpty() && newest.get(0).view().text().equals(why);
  }
}
