package org.contentmover.ccm.version.plan;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.staging.StagingTrouble;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.scan.PathPatterns;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.manifest.Manifest;

/**
 * The three steps of planning a publish (CM-2, CM-12). Every step may be repeated: what it makes is
 * named by its content, or replaced. Each says whether the next one is to follow.
 */
@Dependent
public class PublishWork {
  /** How a step ended; the names are those of publish.xml. */
  public enum Exit {
    NEXT,
    /** Staging area and shadow are equal. */
    NOTHING,
    FAILED,
    /** Another attempt works on it, or the run was aborted. */
    OVERTAKEN,
    /** A publisher has to sign for the tree first. */
    UNSIGNED
  }

  /** What one step hands to the next one. */
  record Scanned(PublishTask task, Manifest base, Manifest target, Intake content)
      implements Closeable {
    /** Gives up what was not stored; harmless when repeated. */
    @Override
    public void close() throws IOException {
      content.close();
    }
  }

  @Inject private PlanBoard board;
  @Inject private ContentStore store;
  @Inject private AssignmentOffice office;
  @Inject private DataDirectory data;
  @Inject private PlannedTrees trees;

  private Scanned scanned;

  Exit scan(UUID run, int attempt, String site, String group, String stagingArea)
      throws IOException {
    Optional<PublishTask> found = board.task(run, attempt, site, group, stagingArea);
    if (found.isEmpty()) {
      return Exit.OVERTAKEN;
    }
    PublishTask task = found.get();
    Manifest base = trees.base(task);
    Exit exit = Exit.FAILED;
    Intake content = store.intake();
    try {
      ScanResult scan = trees.target(task, base, content);
      scanned = new Scanned(task, base, scan.manifest(), content);
      exit = scanned(task, scan, base, content);
    } catch (ScanFailure | StagingTrouble e) {
      board.failed(run, attempt, "Staging area \"" + stagingArea + "\": " + e.getMessage() + ".");
    } catch (IOException e) {
      throw unusable(e);
    } finally {
      if (exit != Exit.NEXT) {
        content.close();
      }
    }
    return exit;
  }

  private Exit scanned(PublishTask task, ScanResult scan, Manifest base, Intake content)
      throws IOException {
    if (!board.scanned(task, ScanFigures.of(scan, base))) {
      return Exit.OVERTAKEN;
    }
    boolean same = task.baseVersion() > 0 && base.hash().equals(scan.manifest().hash());
    if (same && board.hasSameEntries(task)) {
      // What the store had lost of it is there again.
      content.finish();
      return nothingToDo(task);
    }
    return board.isWithheld(task, scan.manifest().hash()) ? Exit.FAILED : Exit.NEXT;
  }

  private Exit nothingToDo(PublishTask task) {
    return board.nothingToDo(task) ? Exit.NOTHING : Exit.OVERTAKEN;
  }

  Scanned scanned() {
    return scanned;
  }

  Exit store(Scanned work) throws IOException {
    try (Intake content = work.content()) {
      content.add(work.target());
      content.finish();
      // Before the intake lets go of it: from here on the plan says that it is needed.
      if (!board.stored(work.task(), work.target().hash().hex())) {
        return Exit.OVERTAKEN;
      }
      return board.isUnsigned(work.task(), work.target().hash()) ? Exit.UNSIGNED : Exit.NEXT;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  Exit write(Scanned work) throws IOException {
    PublishTask task = work.task();
    Optional<PlanBoard.Numbers> numbers = board.numbers(task);
    if (numbers.isEmpty()) {
      return Exit.OVERTAKEN;
    }
    AssignmentOffice.Subject subject =
        new AssignmentOffice.Subject(
            task.type(),
            task.site(),
            task.group(),
            task.run(),
            numbers.get().sequence(),
            work.base().isEmpty() ? 0 : task.baseVersion(),
            numbers.get().version(),
            numbers.get().hooks());
    WrittenAssignment written;
    try {
      written =
          office.content(
              subject,
              Activation.COMMIT_ON_ORDER,
              work.base(),
              work.target(),
              numbers.get().entries(),
              board.statement(task, work.target().hash()),
              numbers.get().sealing());
    } catch (IOException e) {
      throw unusable(e);
    }
    List<String> inVain =
        PathPatterns.inVain(
            numbers.get().sealing().map(Sealing::paths).orElse(List.of()), work.target());
    return board.ready(task, written, numbers.get().entries(), inVain) ? Exit.NEXT : Exit.OVERTAKEN;
  }

  private IOException unusable(IOException why) {
    return new IOException(data.unusable(why) + ", then publish again", why);
  }
}
