package org.contentmover.ccm.version.preview;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.contentmover.ccm.problem.DomainException;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.staging.StagingTrouble;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.ccm.version.plan.PlannedTrees;
import org.contentmover.ccm.version.plan.PublishTask;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ChangedPath.Kind;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.TreeComparison;

/**
 * Makes previews (CM-11). What is taken in on the way never becomes part of the store, and the
 * assignment that is tried is deleted; when the CCM is killed meanwhile its next start, and the
 * pruning of assignments, remove what is left. Safe for any thread; takes as long as a plan, in no
 * transaction.
 */
@ApplicationScoped
public class PreviewWork {
  private static final System.Logger LOG = System.getLogger(PreviewWork.class.getName());

  /** No assignment is tried that would carry more content: its time and room are limited so. */
  private static final long MOST_TRIED_BYTES = 1L << 30;

  /** Of each kind. */
  private static final int MOST_PATHS = 500;

  @Inject private PreviewBook book;
  @Inject private PlannedTrees trees;
  @Inject private ContentStore store;
  @Inject private AssignmentOffice office;
  @Inject private DataDirectory data;

  /** Makes one, and writes down what was found, or why nothing was. */
  public void make(UUID id) {
    try {
      book.task(id).ifPresent(task -> makeOrFail(id, task));
    } catch (DomainException e) {
      book.failed(id, e.getMessage());
    } catch (UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "Preview " + id + " failed", e);
      book.failed(id, "Failed: " + data.unusable(e.getCause()) + ", then ask again.");
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Preview " + id + " failed", e);
      book.failed(id, "Failed: " + e + ". See the log of the CCM's server for details.");
    }
  }

  private void makeOrFail(UUID id, PreviewTask task) {
    try {
      make(id, task);
    } catch (ScanFailure | StagingTrouble e) {
      String area = task.wanted().staged().area();
      book.failed(id, "Staging area \"" + area + "\": " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void make(UUID id, PreviewTask task) throws IOException, ScanFailure {
    PublishTask wanted = task.wanted();
    try (Intake content = store.intake()) {
      Manifest base = trees.base(wanted);
      Found found = new Found(wanted, base, trees.look(wanted, base));
      if (wanted.staged() != null && !isSame(task, found) && found.isTried()) {
        found = new Found(wanted, base, trees.target(wanted, base, content));
      }
      if (!task.kind().stages()) {
        book.ready(id, found.figuresOfOrder(), found.compared().paths());
      } else if (isSame(task, found)) {
        book.nothingToDo(id, found.figures(null, 0));
      } else {
        book.ready(id, weighed(task, base, found), found.compared().paths());
      }
    }
  }

  private PreviewFigures weighed(PreviewTask task, Manifest base, Found found) throws IOException {
    if (found.isTried()) {
      WrittenAssignment tried = tried(task, base, found.target());
      return found.figures(tried.sizeBytes(), tried.header().requiredBytes());
    }
    long contentBytes = found.compared().contentBytes();
    return found.figures(
        null, AssignmentWriter.mostRequiredBytes(base, found.target(), contentBytes));
  }

  private static boolean isSame(PreviewTask task, Found found) {
    return task.kind().stages()
        && task.wanted().baseVersion() > 0
        && task.sameEntries()
        && found.compared().isEmpty();
  }

  private WrittenAssignment tried(PreviewTask task, Manifest base, Manifest target)
      throws IOException {
    PublishTask wanted = task.wanted();
    // Any numbers, as none are taken for it.
    AssignmentOffice.Subject subject =
        new AssignmentOffice.Subject(
            wanted.type(),
            wanted.site(),
            wanted.group(),
            wanted.run(),
            1,
            base.isEmpty() ? 0 : wanted.baseVersion(),
            wanted.baseVersion() + 1,
            task.hooks());
    return office.tried(subject, base, target, task.entries(), task.sealing());
  }

  /** A tree beside what is published. */
  private record Found(PublishTask wanted, ScanResult scan, TreeComparison compared) {
    Found(PublishTask wanted, Manifest base, ScanResult scan) {
      this(wanted, scan, TreeComparison.of(base, scan.manifest(), MOST_PATHS));
    }

    Manifest target() {
      return scan.manifest();
    }

    boolean isTried() {
      return compared.contentBytes() <= MOST_TRIED_BYTES;
    }

    PreviewFigures figures(Long assignmentBytes, long requiredBytes) {
      return figures(compared.contentBytes(), assignmentBytes, requiredBytes);
    }

    /** Servers have what it leads to. */
    PreviewFigures figuresOfOrder() {
      return figures(0, null, 0);
    }

    private PreviewFigures figures(long contentBytes, Long assignmentBytes, long requiredBytes) {
      return new PreviewFigures(
          wanted.baseVersion(),
          target().hash().hex(),
          target().size(),
          scan.bytesRead(),
          target().files().size(),
          target().contentBytes(),
          compared.count(Kind.NEW),
          compared.count(Kind.CHANGED),
          compared.count(Kind.REMOVED),
          compared.count(Kind.MOVED),
          contentBytes,
          assignmentBytes,
          requiredBytes);
    }
  }
}
