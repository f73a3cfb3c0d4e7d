package org.contentmover.content.apply;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.contentmover.content.live.VersionTree;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.RefusalReason;

/**
 * A switch of one site alone, from the intent in its journal to its result (CI-3, CI-4, CI-5):
 * configuration entries, live and backup, hooks.
 *
 * <p>One thread at a time. Doing it again after a crash changes nothing, but hooks are run again.
 */
record SiteSwitch(Site site, JournalRecord intent) {

  /** Makes the staged version live. */
  static void commit(Site site, JournalRecord staged) throws IOException {
    new SiteSwitch(site, site.append(JournalStep.COMMITTING, staged, site.liveOrNothing()))
        .finish();
  }

  /** Does what an order asks for. */
  static void carryOut(Site site, JournalStep intent, AssignmentHeader order, List<HookCall> hooks)
      throws IOException {
    new SiteSwitch(site, site.append(intent, order, site.liveOrNothing(), hooks)).finish();
  }

  /**
   * Does all that follows the intent. When a hook says so, the version from before is live in the
   * end; the result in the journal tells.
   */
  void finish() throws IOException {
    switch (intent.step()) {
      case COMMITTING, ROLLING_BACK -> makeLive();
      case REMOVING -> takeOff();
      default -> throw new IllegalStateException(intent.step() + " switches nothing");
    }
  }

  private void makeLive() throws IOException {
    if (!site.hasTree(intent.version())) {
      append(JournalStep.FAILED);
      return;
    }
    site.report().begin(intent.cause().assignmentId());
    if (!appliesEntries()) {
      return;
    }
    site.liveSwitch().point(intent.version(), site.versions().newBackup(intent));
    if (!site.hooks().afterSwitch(intent) && canSwitchBack()) {
      switchBack();
      return;
    }
    tellDrift(intent.version());
    boolean rollback = intent.step() == JournalStep.ROLLING_BACK;
    append(rollback ? JournalStep.ROLLED_BACK : JournalStep.COMMITTED);
  }

  /** An empty tree is live in the end, and nothing is kept but what visitors may still see. */
  private void takeOff() throws IOException {
    long version = intent.version();
    if (!site.isLive(version)) {
      site.versions().makeEmpty(version);
      site.liveSwitch().point(version, OptionalLong.empty());
    }
    site.report().begin(intent.cause().assignmentId());
    appliesEntries();
    site.hooks().afterSwitch(intent);
    site.liveSwitch().dropBackup();
    Set<VersionTree> visible = site.showing().trees();
    Set<Long> kept = new HashSet<>(Set.of(version));
    visible.forEach(it -> kept.add(it.version()));
    site.versions().deleteAllBut(kept, visible);
    append(JournalStep.REMOVED);
  }

  /**
   * Changes the configuration entries before the switch: so a commit can still be called off. Other
   * switches are the way out of trouble, and only tell what could not be changed.
   */
  private boolean appliesEntries() throws IOException {
    try {
      site.entries().apply(intent.version()).forEach(site.report()::add);
      return true;
    } catch (IOException e) {
      // It is live already when a crash came between the switch and its result.
      boolean live = site.isLive(intent.version());
      if (intent.step() != JournalStep.COMMITTING || (live && !canSwitchBack())) {
        site.report().add("configuration entries are not those of the version: " + e.getMessage());
        return true;
      }
      site.report()
          .fail(
              RefusalReason.CONFIGURATION,
              "version " + intent.version() + " did not go live: " + e.getMessage());
      takeEntriesBack();
      if (live) {
        pointBack();
      }
      append(JournalStep.FAILED);
      return false;
    }
  }

  private boolean canSwitchBack() throws IOException {
    return intent.step() == JournalStep.COMMITTING
        && intent.fromVersion() != JournalRecord.NOTHING
        && intent.fromVersion() != intent.version()
        && site.hasTree(intent.fromVersion());
  }

  private void switchBack() throws IOException {
    takeEntriesBack();
    pointBack();
    site.hooks().afterSwitchBack(intent);
    append(JournalStep.FAILED);
  }

  private void takeEntriesBack() {
    site.entries().takeBackTo(intent.fromVersion()).forEach(site.report()::add);
  }

  private void pointBack() throws IOException {
    OptionalLong backup = secondBefore();
    site.liveSwitch().point(intent.fromVersion(), backup);
    if (backup.isEmpty()) {
      site.liveSwitch().dropBackup();
    }
    tellDrift(intent.fromVersion());
  }

  /** The journal knows nothing of the switch yet: what was live before the one before is second. */
  private OptionalLong secondBefore() throws IOException {
    Versions versions = site.versions();
    for (long version : site.state().history()) {
      if (version != versions.standsFor(intent.fromVersion())
          && version != versions.standsFor(intent.version())
          && version == versions.standsFor(version)
          && site.hasTree(version)) {
        return OptionalLong.of(version);
      }
    }
    return OptionalLong.empty();
  }

  private void tellDrift(long version) {
    site.versions().driftInWords(version).ifPresent(site.report()::add);
  }

  private void append(JournalStep result) throws IOException {
    site.append(result, intent, intent.fromVersion());
  }
}
