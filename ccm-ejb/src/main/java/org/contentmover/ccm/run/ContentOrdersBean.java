package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.view.PinView;
import org.contentmover.core.run.RunPolicy;

/** Takes orders and has them run. */
@Stateless
public class ContentOrdersBean implements ContentOrders {
  private static final int LONGEST_REASON = 1000;

  @PersistenceContext private EntityManager entities;
  @Inject private RunStarts starts;
  @Inject private RunBook book;
  @Inject private RunViews views;
  @Inject private AuditLog audit;
  @Inject private GroupDirectory groups;
  @Inject private Pins pins;

  @Override
  public RunView rollBack(
      String site, String group, NewRollback order, String idempotencyKey, Actor by) {
    String reason = reason(order.reason());
    groups.lockSite(site);
    GroupShadow shadow = groups.shadow(site, group);
    RunOrder run = RunOrder.rollback(site, group, shadow.version(), reason);
    Optional<Run> repeated = starts.repeated(idempotencyKey, run);
    if (repeated.isPresent()) {
      return views.view(repeated.get());
    }
    requireBackup(shadow, order.version());
    requireFree(site, group);
    audit.record(
        by,
        "content-group.roll-back",
        site + "/" + group,
        "version " + shadow.version() + " to " + shadow.backup() + ": " + reason);
    Run begun = starts.begin(run, RunPolicy.ofRollback(starts.times()), idempotencyKey, by);
    entities.flush();
    return views.view(begun);
  }

  private void requireBackup(GroupShadow shadow, Long expected) {
    if (expected != null && expected != shadow.version()) {
      throw new Conflict(
          "Version "
              + shadow.version()
              + " is published now, not version "
              + expected
              + ". Look at the versions again.");
    }
    if (shadow.backup() == 0) {
      throw new Conflict(
          shadow.version() == 0
              ? "Nothing is published yet."
              : "There is no version before version " + shadow.version() + " to go back to.");
    }
    Optional<PinView> pin = pins.of(shadow.site(), shadow.group(), shadow.backup());
    if (pin.isPresent()) {
      throw new Conflict(
          "The version before is version "
              + shadow.backup()
              + ", "
              + pin.get().inWords()
              + ". Lift its pin first.");
    }
  }

  /** Said at once, while the person who orders it looks; the run finds out by itself too. */
  private void requireFree(String site, String group) {
    for (Run other : book.activeOn(site)) {
      if (other.group().equals(group) && other.phase().holdsSite()) {
        throw new Conflict(
            other.title()
                + " is "
                + other.phase()
                + ". Abort it, or wait for its end, and order again.");
      }
    }
  }

  private static String reason(String text) {
    if (text == null || text.isBlank() || text.length() > LONGEST_REASON) {
      throw new Invalid("reason", text, "1 to " + LONGEST_REASON + " characters that say why");
    }
    return text.strip();
  }
}
