package org.contentmover.content.apply;

import java.io.IOException;
import java.util.OptionalLong;
import org.contentmover.content.live.LiveTree;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;

/**
 * One of the sites that are switched together, and what it is switched to (CM-9).
 *
 * <p>One thread at a time. Doing anything again after a crash changes nothing, but hooks are run
 * again.
 */
record JointPart(Site site, JournalRecord intent) {

  /** Whether its journal has the result: then hooks have been run, and nobody wants to go back. */
  boolean isDone() {
    return site.state()
        .result(intent.cause().assignmentId())
        .filter(it -> it.step() == JournalStep.COMMITTED)
        .isPresent();
  }

  /**
   * Looks whether live can be pointed elsewhere.
   *
   * @throws IOException when something is there that a person has to look at
   */
  void requireLiveIsOurs() throws IOException {
    LiveTree live = LiveTree.inspect(site.directory());
    if (live.is(LiveTree.Kind.UNCLEAR)) {
      throw new IOException(live.why());
    }
  }

  boolean canGoOn() throws IOException {
    return site.hasTree(intent.version());
  }

  /**
   * Whether what was live before, or that nothing was, can be had again. Where a hook shows what is
   * live, nothing can be had only as long as it has not shown anything.
   */
  boolean canGoBack() throws IOException {
    return intent.fromVersion() == JournalRecord.NOTHING
        ? site.showing().trees().stream().noneMatch(it -> it.version() == intent.version())
        : site.hasTree(intent.fromVersion());
  }

  /** Whether a hook may have what was live before be live again. */
  boolean hasBefore() throws IOException {
    return intent.fromVersion() != JournalRecord.NOTHING && canGoBack();
  }

  boolean isSwitched() throws IOException {
    return changesLive() && site.isLive(intent.version());
  }

  /** Whether there is something to rename: not after a crash behind it. */
  boolean isToBeSwitched() throws IOException {
    return !site.isLive(intent.version());
  }

  private boolean changesLive() {
    return intent.fromVersion() != intent.version();
  }

  /** All that can fail for want of room, rights or files: what is left is a rename. */
  void makeReady() throws IOException {
    site.liveSwitch().prepare(intent.version());
  }

  void applyEntries() throws IOException {
    site.entries().apply(intent.version()).forEach(site.report()::add);
  }

  /** The one rename. */
  void exchange() throws IOException {
    site.liveSwitch().exchange();
  }

  /** Where live points is durable when it returns. */
  void settle() throws IOException {
    site.liveSwitch().settle(OptionalLong.empty());
    site.versions().driftInWords(intent.version()).ifPresent(site.report()::add);
  }

  /** What was live before is live again, with its entries. */
  void goBack() throws IOException {
    if (isSwitched()) {
      site.liveSwitch()
          .putBack(
              intent.fromVersion() == JournalRecord.NOTHING
                  ? OptionalLong.empty()
                  : OptionalLong.of(intent.fromVersion()));
    }
    // Where nothing was live there were no entries of any version either.
    site.entries().takeBackTo(intent.fromVersion()).forEach(site.report()::add);
    site.liveSwitch().discardInterrupted();
  }

  /** There is a result; what is to be told of it is kept already. */
  void finish() throws IOException {
    site.liveSwitch().settle(site.versions().newBackup(intent));
    site.liveSwitch().discardInterrupted();
    site.append(JournalStep.COMMITTED, intent, intent.fromVersion());
  }

  void fail() throws IOException {
    site.append(JournalStep.FAILED, intent, intent.fromVersion());
  }
}
