package org.contentmover.ccm.version;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.setup.DataDirectory;

/**
 * Removes assignment files nobody needs any more: of distributions that ended, of catch-up to
 * versions that are no longer the shadow, and files a crash left without a record.
 */
@Stateless
public class AssignmentPruning {
  private static final System.Logger LOG = System.getLogger(AssignmentPruning.class.getName());

  /** Who fetches when a distribution ends may finish. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  @PersistenceContext private EntityManager entities;
  @Inject private DataDirectory data;
  @Inject private AssignmentOffice office;
  @Inject private Clock clock;

  public void prune() {
    Instant limit = clock.instant().minus(GRACE);
    for (StoredAssignment assignment : unused(limit)) {
      delete(data.assignment(assignment.id()));
      assignment.prune(clock.instant());
    }
    removeOrphans(limit.minus(GRACE));
  }

  /** No {@code exists}: EclipseLink writes a query that has one with literals. */
  private List<StoredAssignment> unused(Instant limit) {
    return entities
        .createQuery(
            "select a from StoredAssignment a where a.prunedAt is null and a.createdAt < :limit"
                + " and a.id not in (select d.assignment from Distribution d where d.endedAt is null)"
                + " and a.id not in (select p.assignment from PublishPlan p, Run r"
                + " where p.assignment is not null and r.id = p.run and r.endedAt is null)"
                + " and (a.run is not null or a.spoiledAt is not null or a.expiresAt < :now"
                + " or a.targetVersion <> (select g.shadowVersion from SiteGroup g"
                + " where g.site = a.site and g.name = a.group))",
            StoredAssignment.class)
        .setParameter("limit", limit)
        .setParameter("now", clock.instant())
        .setMaxResults(200)
        .getResultList();
  }

  private void removeOrphans(Instant limit) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data.assignments())) {
      for (Path file : files) {
        boolean old = Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        if (old && !isWanted(file)) {
          delete(file);
        }
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Cannot look for orphaned files in " + data.assignments(),
          e);
    }
  }

  private boolean isWanted(Path file) {
    String id = file.getFileName().toString().replaceFirst("\\..*", "");
    if (office.isBeingWritten(id)) {
      return true;
    }
    StoredAssignment found = entities.find(StoredAssignment.class, id);
    return found != null && !found.isPruned();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, "Cannot remove " + file + "; it is not needed any more", e);
    }
  }
}
