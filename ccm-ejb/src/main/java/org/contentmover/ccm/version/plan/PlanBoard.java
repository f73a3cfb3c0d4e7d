package org.contentmover.ccm.version.plan;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.staging.StagedTree;
import org.contentmover.ccm.version.Pins;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.statement.StatementBook;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.manifest.ContentHash;

/**
 * Where the batch job writes what it did: each call is a transaction of its own, and tells whether
 * the attempt still counts. An attempt that was given up, or whose run was aborted, hears "no" and
 * stops.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PlanBoard {
  @PersistenceContext private EntityManager entities;
  @Inject private Clock clock;
  @Inject private GroupDirectory groups;
  @Inject private VersionLedger ledger;
  @Inject private Pins pins;
  @Inject private StatementBook statements;
  @Inject private Event<PlanNews> news;
  @Inject private Event<PlanRemark> remarks;

  /**
   * The numbers of the version to write, its entries, and the hooks that are run for it.
   *
   * @param sealing how it is sealed; empty: it is plain
   */
  public record Numbers(
      long version,
      long sequence,
      List<ConfigurationEntry> entries,
      List<HookCall> hooks,
      Optional<Sealing> sealing) {}

  /** What to work on, unless the attempt does not count any more. */
  public Optional<PublishTask> task(
      UUID run, int attempt, String site, String group, String stagingArea) {
    return current(run, attempt)
        .map(
            plan -> {
              GroupShadow shadow = groups.shadow(site, group);
              String known =
                  plan.signedManifest() == null ? plan.sourceManifest() : plan.signedManifest();
              boolean scans = known == null && stagingArea != null && !stagingArea.isEmpty();
              return new PublishTask(
                  run,
                  attempt,
                  site,
                  group,
                  scans ? StagedTree.of(groups.stagingArea(stagingArea)) : null,
                  ScanRules.ofPatterns(List.of(), scans ? List.of() : plan.removes()),
                  plan.sourceManifest() != null,
                  known,
                  shadow.version(),
                  shadow.manifest());
            });
  }

  public boolean alive(UUID run, int attempt) {
    return update(run, attempt, plan -> plan.alive(clock.instant()));
  }

  public boolean scanned(PublishTask task, ScanFigures figures) {
    return update(task.run(), task.attempt(), plan -> plan.scanned(figures, task.baseVersion()));
  }

  /**
   * Ends the plan when it leads to a tree that was withdrawn and nobody said that it may (VC-7);
   * whether it did.
   */
  public boolean isWithheld(PublishTask task, ContentHash target) {
    Optional<String> why =
        current(task.run(), task.attempt())
            .filter(plan -> !plan.isEvenIfPinned())
            .flatMap(
                plan ->
                    pins.against(
                        task.site(),
                        task.group(),
                        target,
                        groups.entries(task.site(), task.group())));
    why.ifPresent(text -> failed(task.run(), task.attempt(), text));
    return why.isPresent();
  }

  public boolean stored(PublishTask task, String manifest) {
    return update(task.run(), task.attempt(), plan -> plan.stored(manifest));
  }

  /** Whether the plan has to wait until a publisher has signed for the tree; it does then. */
  public boolean isUnsigned(PublishTask task, ContentHash target) {
    return statements.isMissing(task.site(), task.group(), target)
        && settle(task.run(), task.attempt(), PublishPlan::unsigned);
  }

  /** What a publisher says to the tree. */
  public Optional<SignedStatement> statement(PublishTask task, ContentHash target) {
    return statements.allowing(task.site(), task.group(), target);
  }

  /** Numbers for the version, the same for every attempt: nothing was sent with them yet. */
  public Optional<Numbers> numbers(PublishTask task) {
    return current(task.run(), task.attempt())
        .map(
            plan -> {
              if (!plan.hasNumbers()) {
                plan.number(
                    groups.nextVersion(task.site(), task.group()),
                    groups.nextSequence(task.site(), task.group()));
              }
              return new Numbers(
                  plan.targetVersion(),
                  plan.targetSequence(),
                  groups.entries(task.site(), task.group()),
                  groups.hooks(task.site(), task.group()),
                  groups.sealing(task.site(), task.group()));
            });
  }

  /** Whether the next version has the configuration entries of the published one. */
  public boolean hasSameEntries(PublishTask task) {
    return ledger
        .entries(task.site(), task.group(), task.baseVersion())
        .equals(groups.entries(task.site(), task.group()));
  }

  /**
   * The assignment is written.
   *
   * @param inVain patterns by which it is sealed that name nothing in it
   */
  public boolean ready(
      PublishTask task,
      WrittenAssignment written,
      List<ConfigurationEntry> entries,
      List<String> inVain) {
    return settle(
        task.run(),
        task.attempt(),
        plan -> {
          ledger.register(written, task.run(), entries);
          plan.ready(
              written.header().assignmentId().value(),
              written.sizeBytes(),
              written.header().requiredBytes());
          if (!inVain.isEmpty()) {
            remarks.fire(
                new PlanRemark(
                    task.run(),
                    "The content group is sealed where "
                        + String.join(" ", inVain)
                        + " is, and no file of this version is there. What that was meant for"
                        + " travels plain: look at how it is written."));
          }
        });
  }

  public boolean nothingToDo(PublishTask task) {
    return settle(task.run(), task.attempt(), PublishPlan::nothingToDo);
  }

  public boolean failed(UUID run, int attempt, String why) {
    return settle(run, attempt, plan -> plan.failed(why));
  }

  private boolean settle(UUID run, int attempt, Consumer<PublishPlan> change) {
    boolean counts = update(run, attempt, change);
    if (counts) {
      news.fire(new PlanNews(run));
    }
    return counts;
  }

  private boolean update(UUID run, int attempt, Consumer<PublishPlan> change) {
    Optional<PublishPlan> plan = current(run, attempt);
    plan.ifPresent(change);
    plan.ifPresent(found -> found.alive(clock.instant()));
    return plan.isPresent();
  }

  private Optional<PublishPlan> current(UUID run, int attempt) {
    return Optional.ofNullable(
            entities.find(PublishPlan.class, run.toString(), LockModeType.PESSIMISTIC_WRITE))
        .filter(plan -> plan.isWorkedOnAs(attempt));
  }
}
