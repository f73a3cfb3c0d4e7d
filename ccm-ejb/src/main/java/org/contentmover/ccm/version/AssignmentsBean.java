package org.contentmover.ccm.version;

import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.version.view.AssignmentFile;
import org.contentmover.ccm.version.view.AssignmentView;

/** Assignments in the database, their bytes in the data directory. */
@Stateless
public class AssignmentsBean implements Assignments {
  @PersistenceContext private EntityManager entities;
  @Inject private DataDirectory data;

  @Override
  public Page<AssignmentView> list(UUID run, PageRequest page) {
    String where = run == null ? "" : " where a.run = :run";
    var query =
        entities.createQuery(
            "select a from StoredAssignment a"
                + where
                + " order by a.createdAt desc, a.sequence desc",
            StoredAssignment.class);
    var count = entities.createQuery("select count(a) from StoredAssignment a" + where, Long.class);
    if (run != null) {
      query.setParameter("run", run.toString());
      count.setParameter("run", run.toString());
    }
    List<AssignmentView> items =
        query
            .setFirstResult(page.offset())
            .setMaxResults(page.limit())
            .getResultStream()
            .map(StoredAssignment::view)
            .toList();
    long total = count.getSingleResult();
    if (total == 0 && run != null) {
      requireRun(run);
    }
    return Page.of(items, page, total);
  }

  /** A run may have no assignment (any more). */
  private void requireRun(UUID run) {
    boolean known =
        entities
                .createQuery("select count(r) from Run r where r.id = :run", Long.class)
                .setParameter("run", run.toString())
                .getSingleResult()
            > 0;
    if (!known) {
      throw new NotFound("run", run);
    }
  }

  @Override
  public AssignmentView view(UUID id) {
    return find(id).view();
  }

  @Override
  public AssignmentFile file(UUID id) {
    StoredAssignment assignment = find(id);
    Path path = data.assignment(id);
    if (assignment.isPruned() || !Files.isRegularFile(path)) {
      throw new NotFound("file of assignment", id);
    }
    AssignmentView view = assignment.view();
    return new AssignmentFile(path, view.sizeBytes(), view.sha256());
  }

  private StoredAssignment find(UUID id) {
    StoredAssignment found =
        id == null ? null : entities.find(StoredAssignment.class, id.toString());
    if (found == null) {
      throw new NotFound("assignment", id);
    }
    return found;
  }
}
