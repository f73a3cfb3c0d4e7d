package org.contentmover.ccm.run;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Globs;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.run.view.NewRemoval;
import org.contentmover.ccm.run.view.NewRestore;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.checkpoint.CheckpointDirectory;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.ccm.version.view.PinView;
import org.contentmover.core.manifest.ContentHash;
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
  @Inject private Pins pins;
  @Inject private VersionLedger ledger;
  @Inject private CheckpointDirectory checkpoints;

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
    requireBackup(shadow, order.version());
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
    groups.shadow(site, group);
    if ((order.version() == null) == (order.checkpoint() == null)) {
      throw new Invalid("version", order.version(), "either a version or a checkpoint");
    }
    if (order.version() != null) {
      PlanSource tree = PlanSource.tree(treeOf(site, group, order.version()));
      RunOrder run = RunOrder.of(site, group, tree, reason);
      return begin(RunKind.RESTORE, run, "version " + order.version(), idempotencyKey, by);
    }
    CheckpointDirectory.Kept kept =
        checkpoints
            .keep(order.checkpoint())
            .filter(it -> it.site().equals(site) && it.group().equals(group))
            .orElseThrow(() -> new NotFound("checkpoint", order.checkpoint()));
    RunOrder run = RunOrder.of(site, group, PlanSource.tree(kept.manifest()), reason);
    return begin(RunKind.RESTORE, run, "checkpoint " + kept.name(), idempotencyKey, by);
  }

  private String treeOf(String site, String group, long version) {
    ContentHash tree =
        ledger
            .manifestHash(site, group, version)
            .orElseThrow(() -> new NotFound("version", version));
    if (ledger.manifest(site, group, version).isEmpty()) {
      throw new Conflict(
          "The content of version "
              + version
              + " is not kept any more. Restore a version or a checkpoint that is, or publish.");
    }
    return tree.hex();
  }

  @Override
  public RunView remove(
      String site, String group, NewRemoval order, String idempotencyKey, Actor by) {
    String reason = reason(order.reason());
    List<String> paths = Globs.require("paths", order.paths());
    if (Boolean.TRUE.equals(order.everything())) {
      if (!paths.isEmpty()) {
        throw new Invalid("paths", paths, "no paths together with everything");
      }
      return takeOff(site, group, reason, idempotencyKey, by);
    }
    if (paths.isEmpty()) {
      throw new Invalid("paths", null, "at least one pattern of what is to go, or everything");
    }
    if (groups.shadow(site, group).version() == 0) {
      throw new Conflict("Nothing is published yet.");
    }
    RunOrder run = RunOrder.of(site, group, PlanSource.without(paths), reason);
    return begin(RunKind.REMOVE, run, String.join(" ", paths), idempotencyKey, by);
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
    if (shadow.version() == 0) {
      throw new Conflict("Nothing is published yet.");
    }
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
    Optional<Run> repeated = starts.repeated(idempotencyKey, kind, order);
    if (repeated.isPresent()) {
      return views.view(repeated.get());
    }
    audit.record(
        by,
        "content-group." + kind.name().toLowerCase(Locale.ROOT),
        order.site() + "/" + order.group(),
        what + ": " + order.reason());
    Run begun = starts.begin(order, starts.times().of(kind), idempotencyKey, by);
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
