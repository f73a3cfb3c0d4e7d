package org.contentmover.content.apply;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.contentmover.content.journal.JointJournal;
import org.contentmover.content.journal.JournalDamaged;
import org.contentmover.content.live.LiveTree;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.SiteState;

/**
 * Brings a site's disk to where its journal says it was going, after a crash or a failure, and
 * finds out whether the site can be worked on (CI-5).
 *
 * <p>One thread at a time. Doing it again changes nothing.
 */
final class SiteRecovery {
  private final Site site;
  private final JointJournal joint;
  private Optional<String> problem = Optional.empty();

  SiteRecovery(Site site) {
    this.site = site;
    this.joint = new JointJournal(site.ops(), site.directory().path().getParent());
  }

  /** Why the site cannot be worked on, for an administrator. */
  Optional<String> problem() {
    return problem;
  }

  /** Finishes or undoes what was interrupted; adopts a document root from before. */
  void recover() throws IOException {
    problem = Optional.empty();
    try {
      site.openJournal();
    } catch (JournalDamaged e) {
      problem = Optional.of(e.getMessage() + "; move it away to have the server begin anew");
      return;
    }
    if (isHeldBack()) {
      return;
    }
    LiveTree found = LiveTree.inspect(site.directory());
    if (found.is(LiveTree.Kind.UNCLEAR)) {
      // Not even what was interrupted is finished now: it would replace what somebody put there.
      problem = problemOf(found);
      return;
    }
    finishUnfinished();
    LiveTree live = LiveTree.inspect(site.directory());
    if (live.is(LiveTree.Kind.PLAIN_DIRECTORY)) {
      adopt();
    } else {
      problem = problemOf(live);
    }
    if (problem.isEmpty()) {
      settleStaged();
      site.tidy(Set.of());
    }
  }

  /** With others it is switched to where the journal above them says, or not at all. */
  private boolean isHeldBack() throws IOException {
    try {
      problem =
          joint
              .unfinishedOf(site.directory().site())
              .map(
                  it ->
                      "the switch of sites "
                          + it.intents().keySet()
                          + " that go live together by assignment "
                          + it.assignment()
                          + " is not finished");
    } catch (JournalDamaged e) {
      problem = Optional.of(e.getMessage() + "; move it away once all sites show what they should");
    }
    return problem.isPresent();
  }

  /**
   * Called before every assignment: ends what a failure left, and says no to a site that is not
   * clear.
   *
   * @throws AssignmentRejected naming the problem
   */
  void requireReady() throws IOException, AssignmentRejected {
    if (!isReady()) {
      throw new AssignmentRejected(RefusalReason.SITE_UNCLEAR, problem.orElseThrow());
    }
  }

  /** As {@link #requireReady}, as an answer. */
  boolean isReady() throws IOException {
    if (!isSettled()) {
      recover();
    }
    return problem.isEmpty();
  }

  /** Whether the site is clear and there is nothing to end; changes nothing. */
  boolean isSettled() throws IOException {
    LiveTree live = LiveTree.inspect(site.directory());
    if (problem.isPresent()
        || isHeldBack()
        || site.state().unfinished().isPresent()
        || live.is(LiveTree.Kind.PLAIN_DIRECTORY)) {
      return false;
    }
    problem = problemOf(live);
    return problem.isEmpty();
  }

  private Optional<String> problemOf(LiveTree live) throws IOException {
    return switch (live.kind()) {
      case VERSION, PLAIN_DIRECTORY -> Optional.empty();
      case UNCLEAR -> Optional.of(live.why());
      case NOTHING -> problemOfNothing();
    };
  }

  /** Nothing is live: right at the beginning, and only then. */
  private Optional<String> problemOfNothing() throws IOException {
    if (!site.state().history().isEmpty()) {
      return Optional.of(
          site.directory().live()
              + " is gone although version "
              + site.state().history().get(0)
              + " was live; link it again, or move the whole directory of the site away");
    }
    if (site.state().equals(SiteState.INITIAL) && !site.versions().isEmpty()) {
      return Optional.of(
          site.directory().versions()
              + " is not empty although nothing is live and nothing is in the journal; link the"
              + " right version as live, or move the whole directory of the site away");
    }
    return Optional.empty();
  }

  private void finishUnfinished() throws IOException {
    Optional<JournalRecord> unfinished = site.state().unfinished();
    if (unfinished.isEmpty()) {
      return;
    }
    JournalRecord intent = unfinished.get();
    switch (intent.step()) {
      case ADOPTING -> adopt();
      case STAGING -> {
        site.versions().delete(intent.version());
        site.append(JournalStep.FAILED, intent, intent.fromVersion());
      }
      case COMMITTING, ROLLING_BACK, REMOVING -> new SiteSwitch(site, intent).finish();
      default -> throw new IllegalStateException(intent.step() + " is no intent");
    }
  }

  /**
   * A document root that cannot be moved, a mount point say, is a problem to show, not a reason to
   * fail.
   */
  private void adopt() throws IOException {
    if (site.state().unfinished().isEmpty()) {
      site.appendAdoption(JournalStep.ADOPTING);
    }
    try {
      site.liveSwitch().adopt();
    } catch (IOException e) {
      problem =
          Optional.of(
              "the document root "
                  + site.directory().live()
                  + " cannot become version 0: "
                  + e.getMessage());
      return;
    }
    site.appendAdoption(JournalStep.ADOPTED);
  }

  /**
   * A staged version that somebody removed is not staged; one that was to be live at once becomes
   * so.
   */
  private void settleStaged() throws IOException {
    Optional<JournalRecord> staged = site.state().staged();
    if (staged.isEmpty()) {
      return;
    }
    if (!site.versions().has(staged.get().version())) {
      site.append(JournalStep.FAILED, staged.get(), JournalRecord.NOTHING);
    } else if (staged.get().cause().immediate()) {
      SiteSwitch.commit(site, staged.get());
    }
  }
}
