package org.contentmover.ccm.version.preview;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.GroupShadow;
import org.contentmover.ccm.staging.StagedTree;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.ccm.version.plan.PlanSource;
import org.contentmover.ccm.version.plan.PublishTask;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.core.manifest.ChangedPath;

/**
 * Where whoever makes a preview reads and writes: each call is a transaction of its own. What was
 * given up, or forgotten, takes nothing any more.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PreviewBook {
  @PersistenceContext private EntityManager entities;
  @Inject private GroupDirectory groups;
  @Inject private VersionLedger ledger;
  @Inject private Clock clock;

  /** What to find out, unless it was given up. Takes no number: the group is only read. */
  public Optional<PreviewTask> task(UUID id) {
    return working(id).map(it -> task(id, it.order()));
  }

  private PreviewTask task(UUID id, PreviewOrder order) {
    PlanSource source = order.source();
    GroupShadow shadow = groups.shadow(order.site(), order.group());
    boolean scans = source.stagingArea() != null;
    PublishTask wanted =
        new PublishTask(
            id,
            1,
            order.site(),
            order.group(),
            scans ? StagedTree.of(groups.stagingArea(source.stagingArea())) : null,
            ScanRules.ofPatterns(List.of(), source.removes()),
            source.manifest() != null,
            source.manifest(),
            shadow.version(),
            shadow.manifest());
    var entries = groups.entries(order.site(), order.group());
    return new PreviewTask(
        wanted,
        order.kind(),
        entries,
        ledger.entries(order.site(), order.group(), shadow.version()).equals(entries),
        groups.hooks(order.site(), order.group()),
        groups.sealing(order.site(), order.group()));
  }

  public void alive(UUID id) {
    working(id).ifPresent(it -> it.alive(clock.instant()));
  }

  public void failed(UUID id, String why) {
    working(id).ifPresent(it -> it.failed(why, clock.instant()));
  }

  public void nothingToDo(UUID id, PreviewFigures figures) {
    working(id).ifPresent(it -> it.found(figures, true, clock.instant()));
  }

  public void ready(UUID id, PreviewFigures figures, List<ChangedPath> paths) {
    working(id)
        .ifPresent(
            it -> {
              it.found(figures, false, clock.instant());
              for (int i = 0; i < paths.size(); i++) {
                entities.persist(new PreviewPath(id, i, paths.get(i)));
              }
            });
  }

  private Optional<Preview> working(UUID id) {
    return Optional.ofNullable(
            entities.find(Preview.class, id.toString(), LockModeType.PESSIMISTIC_WRITE))
        .filter(Preview::isWorkedOn);
  }

  /** Forgets what is old. */
  public void forget() {
    entities
        .createQuery("select p from Preview p where p.startedAt < :limit", Preview.class)
        .setParameter("limit", clock.instant().minus(Previews.KEPT_FOR))
        .getResultStream()
        .forEach(entities::remove);
  }
}
