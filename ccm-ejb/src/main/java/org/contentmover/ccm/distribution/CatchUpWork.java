package org.contentmover.ccm.distribution;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.ccm.version.VersionCatalogue;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.store.ContentHold;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.Manifest;

/**
 * Prepares catch-up assignments, one after the other: servers that lack the same get the same file,
 * and writing it takes the time it takes without holding a transaction. May be broken off and
 * repeated at any point without harm; a file that was not made known by then is pruned.
 */
@Dependent
public class CatchUpWork {
  private static final System.Logger LOG = System.getLogger(CatchUpWork.class.getName());

  /** How it ended; the names are those of replicate.xml. */
  public enum Exit {
    COMPLETE,
    /** Another attempt works. */
    OVERTAKEN
  }

  @Inject private CatchUpBoard board;
  @EJB private VersionCatalogue versions;
  @Inject private AssignmentOffice office;
  @Inject private Clock clock;

  Exit prepareAll(int attempt) {
    board.tasks(attempt).forEach(task -> prepare(attempt, task));
    return board.ended(attempt) ? Exit.COMPLETE : Exit.OVERTAKEN;
  }

  void prepare(int attempt, CatchUpTask task) {
    if (!board.isWanted(attempt, task)) {
      return;
    }
    try {
      // The base may be a version that is about to be forgotten.
      ContentHold hold = office.hold();
      try {
        write(attempt, task);
      } finally {
        hold.close();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "What server "
              + task.server()
              + " lacks of "
              + task.shadow().site()
              + " could not be prepared",
          e);
      board.failed(attempt, task, "the CCM could not prepare it; see the log of its server");
    }
  }

  private void write(int attempt, CatchUpTask task) throws IOException {
    Instant since = clock.instant();
    String site = task.shadow().site();
    String group = task.shadow().group();
    if (versions.isTakenOff(task.shadow())) {
      takeOff(attempt, task, since);
      return;
    }
    long standsFor = versions.standsFor(task.shadow());
    boolean hot = standsFor != task.shadow().version();
    long known = hot ? standsFor : buildsUpon(task);
    Optional<Manifest> base =
        task.whole() && !hot
            ? Optional.empty()
            : versions.manifest(site, group, known).filter(manifest -> !manifest.isEmpty());
    long baseVersion = base.isPresent() ? known : 0;
    Optional<Sealing> sealing = versions.sealing(site, group);
    if (board.startWithKnown(attempt, task, baseVersion, sealing.isPresent())) {
      return;
    }
    long sequence = versions.nextSequence(site, group);
    if (board.mustWait(attempt, task)) {
      return;
    }
    AssignmentOffice.Subject subject =
        new AssignmentOffice.Subject(
            type(hot, base),
            site,
            group,
            null,
            sequence,
            baseVersion,
            task.shadow().version(),
            versions.hooks(site, group));
    Manifest target = versions.manifestOf(task.shadow());
    WrittenAssignment written =
        office.content(
            subject,
            Activation.IMMEDIATE,
            base.orElse(Manifest.EMPTY),
            target,
            versions.entries(task.shadow()),
            versions.statement(task.shadow()),
            sealing);
    board.startWith(attempt, task, written, since);
  }

  /**
   * What a server shows, or has and whose content is known for longer: it keeps what its hot
   * content stands upon. Only the way to that very version begins at the hot content.
   */
  private long buildsUpon(CatchUpTask task) {
    String site = task.shadow().site();
    long base = versions.standsFor(site, task.shadow().group(), task.liveVersion());
    return base == task.shadow().version() ? task.liveVersion() : base;
  }

  private static AssignmentType type(boolean hot, Optional<Manifest> base) {
    if (hot) {
      return AssignmentType.HOT;
    }
    return base.isPresent() ? AssignmentType.SYNCHRONIZE : AssignmentType.REPLICATE;
  }

  /** A server that was away when the site was taken off keeps no version of it either. */
  private void takeOff(int attempt, CatchUpTask task, Instant since) throws IOException {
    if (board.startWithKnown(attempt, task, 0, false)) {
      return;
    }
    String site = task.shadow().site();
    String group = task.shadow().group();
    long sequence = versions.nextSequence(site, group);
    if (board.mustWait(attempt, task)) {
      return;
    }
    AssignmentOffice.Subject subject =
        new AssignmentOffice.Subject(
            AssignmentType.REMOVE,
            site,
            group,
            null,
            sequence,
            0,
            task.shadow().version(),
            versions.hooks(site, group));
    board.startWith(
        attempt,
        task,
        office.command(subject, Manifest.EMPTY.hash(), versions.statement(task.shadow())),
        since);
  }
}
