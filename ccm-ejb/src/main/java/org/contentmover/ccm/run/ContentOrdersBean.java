package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Locale;
import java.util.Optional;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.core.run.RunKind;
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
  @Inject private OrderedTrees trees;

  @Override
  public RunView rollBack(
      String site, String group, NewRollback order, String idempotencyKey, Actor by) {
    String reason = reason(order.reason());
    groups.lockSite(site);
    GroupShadow shadow = groups.shadow(site, group);
    RunOrder run = RunOrder.withdrawal(site, group, shadow.version(), reason);
    Optional<Run> repeated = starts.repeated(idempotencyKey, RunKind.ROLLBACK, run);
    if (repeated.isPresent()) {
      return views.view(repeated.get());
    }
    trees.requireBackup(shadow, order.version());
    requireFree(site, group);
    audit.record(
        by,
        "content-group.roll-back",
        site + "/" + group,
        "version " + shadow.version() + " to " + shadow.backup() + ": " + reason);
    Run begun = starts.begin(run, atOnce(RunKind.ROLLBACK), idempotencyKey, by);
    entities.flush();
    return views.view(begun);
  }

  @Override
  public RunView restore(
      String site, String group, NewRestore order, String idempotencyKey, Actor by) {
    String reason = reason(order.reason());
    OrderedTrees.Named tree = trees.restored(site, group, order.version(), order.checkpoint());
    RunOrder run = RunOrder.of(site, group, tree.source(), reason);
    return starts
        .repeated(idempotencyKey, RunKind.RESTORE, run)
        .map(views::view)
        .orElseGet(() -> begin(RunKind.RESTORE, run, tree.name(), idempotencyKey, by));
  }

  @Override
  public RunView remove(
      String site, String group, NewRemoval order, String idempotencyKey, Actor by) {
    String reason = reason(order.reason());
    if (Boolean.TRUE.equals(order.everything())) {
      if (order.paths() != null && !order.paths().isEmpty()) {
        throw new Invalid("paths", order.paths(), "no paths together with everything");
      }
      return takeOff(site, group, reason, idempotencyKey, by);
    }
    OrderedTrees.Named tree = trees.without(site, group, order.paths());
    RunOrder run = RunOrder.of(site, group, tree.source(), reason);
    Optional<Run> repeated = starts.repeated(idempotencyKey, RunKind.REMOVE, run);
    if (repeated.isPresent()) {
      return views.view(repeated.get());
    }
    trees.requireMatch(site, group, tree.source().removes());
    return begin(RunKind.REMOVE, run, tree.name(), idempotencyKey, by);
  }

  private RunView takeOff(
      String site, String group, String reason, String idempotencyKey, Actor by) {
    groups.lockSite(site);
    GroupShadow shadow = groups.shadow(site, group);
    RunOrder run = RunOrder.withdrawal(site, group, shadow.version(), reason);
    Optional<Run> repeated = starts.repeated(idempotencyKey, RunKind.TAKE_OFF, run);
    if (repeated.isPresent()) {
      return views.view(repeated.get());
    }
    OrderedTrees.requirePublished(shadow);
    requireFree(site, group);
    audit.record(by, "content-group.take-off", site + "/" + group, reason);
    Run begun = starts.begin(run, atOnce(RunKind.TAKE_OFF), idempotencyKey, by);
    entities.flush();
    return views.view(begun);
  }

  private RunPolicy atOnce(RunKind kind) {
    return RunPolicy.atOnce(kind, starts.times());
  }

  /** A run that stages, with the CCM's own policy. */
  private RunView begin(
      RunKind kind, RunOrder order, String what, String idempotencyKey, Actor by) {
    audit.record(
        by,
        "content-group." + kind.name().toLowerCase(Locale.ROOT),
        order.site() + "/" + order.group(),
        what + ": " + order.reason());
    Run begun = starts.begin(order, starts.times().of(kind), idempotencyKey, by);
    entities.flush();
    return views.view(begun);
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
