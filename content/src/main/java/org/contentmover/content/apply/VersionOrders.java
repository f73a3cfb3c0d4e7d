package org.contentmover.content.apply;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.contentmover.content.live.SiteStatus;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/**
 * Commit, rollback, abort and removal: orders about versions that are on this server (CI-3, CI-4,
 * CO-3). An order whose end is reached already succeeds.
 *
 * <p>One thread at a time.
 */
final class VersionOrders {
  private final Site site;

  VersionOrders(Site site) {
    this.site = site;
  }

  /** Makes the staged version live. */
  void commit(AssignmentHeader header, List<HookCall> hooks)
      throws IOException, AssignmentRejected {
    requireCommittable(header, hooks);
    SiteSwitch.carryOut(site, JournalStep.COMMITTING, header, hooks);
  }

  /**
   * Looks whether a commit can be carried out; changes nothing.
   *
   * @throws AssignmentRejected naming what is not here
   */
  void requireCommittable(AssignmentHeader header, List<HookCall> hooks)
      throws IOException, AssignmentRejected {
    long version = header.targetVersion();
    boolean staged = site.state().staged().filter(it -> it.version() == version).isPresent();
    if (!site.isLive(version) && !(staged && site.versions().has(version))) {
      throw mismatch("version " + version + " is not staged here");
    }
    requireManifest(header);
    site.hooks().requireInstalled(hooks);
  }

  /**
   * Makes the backup version live again; the version withdrawn, if it is only staged here, is given
   * up. A hook that is missing keeps nobody from going back: it is told.
   */
  void rollBack(AssignmentHeader header, List<HookCall> hooks)
      throws IOException, AssignmentRejected {
    long version = header.targetVersion();
    if (!site.isLive(version) && !(site.isBackup(version) && site.hasTree(version))) {
      throw mismatch("version " + version + " is not the backup version here");
    }
    requireManifest(header);
    if (site.isLive(version)) {
      site.append(JournalStep.ROLLED_BACK, header, header.baseVersion(), List.of());
    } else {
      SiteSwitch.carryOut(site, JournalStep.ROLLING_BACK, header, hooks);
    }
  }

  /** Discards the staged version. */
  void abort(AssignmentHeader header) throws IOException, AssignmentRejected {
    long version = header.targetVersion();
    if (site.isLive(version)) {
      throw mismatch("version " + version + " is live already; roll back instead");
    }
    site.append(JournalStep.ABORTED, header);
    site.prune(Set.of(), 0);
  }

  /** Takes the site off: an empty tree is live under the number given, and nothing else is kept. */
  void remove(AssignmentHeader header, List<HookCall> hooks)
      throws IOException, AssignmentRejected {
    long version = header.targetVersion();
    boolean empty =
        site.versions().manifest(version).filter(it -> it.equals(Manifest.EMPTY)).isPresent();
    if (version == 0 || (site.isLive(version) && !empty)) {
      throw mismatch("version " + version + " is live and has content");
    }
    ContentHash expected = header.targetManifestSha256();
    if (!expected.equals(ContentHash.NONE) && !expected.equals(Manifest.EMPTY.hash())) {
      throw mismatch("the order to take the site off names content that is to be there afterwards");
    }
    SiteSwitch.carryOut(site, JournalStep.REMOVING, header, hooks);
  }

  private void requireManifest(AssignmentHeader header) throws IOException, AssignmentRejected {
    ContentHash expected = header.targetManifestSha256();
    if (expected.equals(ContentHash.NONE)) {
      return;
    }
    boolean stagedSo =
        site.state()
            .staged()
            .filter(it -> it.version() == header.targetVersion())
            .filter(it -> it.manifestSha256().equals(expected))
            .isPresent();
    if (stagedSo) {
      return;
    }
    Optional<Manifest> manifest = site.versions().manifest(header.targetVersion());
    if (manifest.isEmpty() || !manifest.get().hash().equals(expected)) {
      throw mismatch(
          "version " + header.targetVersion() + " here has other content than the order names");
    }
  }

  private AssignmentRejected mismatch(String why) {
    SiteStatus status = site.status(Optional.empty());
    return new AssignmentRejected(
        RefusalReason.VERSION_MISMATCH,
        why
            + " (live "
            + status.liveVersion()
            + ", staged "
            + status.stagedVersion()
            + ", backup "
            + status.backupVersion()
            + "); synchronize the server");
  }
}
