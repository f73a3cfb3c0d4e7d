package org.contentmover.content.apply;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.ContentReader;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.FileSystemTraits;
import org.contentmover.core.interpret.JournalRecord;
import org.contentmover.core.interpret.JournalStep;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.interpret.StagingCost;
import org.contentmover.core.manifest.Manifest;

/**
 * Prepares the version an assignment brings, beside the live one (CI-2).
 *
 * <p>One thread at a time.
 */
final class Staging {
  private final Site site;
  private final FileSystemOps ops;
  private final FileSystemTraits traits;

  Staging(Site site, FileSystemTraits traits) {
    this.site = site;
    this.ops = site.ops();
    this.traits = traits;
  }

  /**
   * Stages, and commits too when the assignment says so. When it fails, everything is undone.
   *
   * @param early what was built while the assignment was received; null for nothing
   * @return bytes of file content written
   * @throws AssignmentRejected naming what does not fit, or the hook that said no
   */
  long stage(AssignmentReader reader, EarlyStaging early) throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    try (StagingPlan plan = early == null ? StagingPlan.of(reader, site, traits) : early.plan()) {
      requireBaseLive(header);
      site.entries().require(plan.entries());
      site.hooks().requireInstalled(plan.hooks());
      long bytesWritten = 0;
      if (isThere(header)) {
        checkWhatIsThere(header, plan);
      } else {
        requireNumberFree(header.targetVersion());
        long neededBytes = early == null ? neededBytes(plan) : early.neededBytes();
        site.prune(Set.of(header.baseVersion()), neededBytes);
        requireSpace(neededBytes);
        bytesWritten = build(reader, plan, early);
      }
      JournalRecord staged =
          site.append(JournalStep.STAGED, header, JournalRecord.NOTHING, plan.hooks());
      if (header.activation() == Activation.IMMEDIATE) {
        SiteSwitch.commit(site, staged);
      }
      return bytesWritten;
    }
  }

  private void keepBeside(AssignmentHeader header, StagingPlan plan) throws IOException {
    site.entries().keep(header.targetVersion(), plan.entries());
    if (header.type() == AssignmentType.HOT) {
      site.versions().keepHotBase(header.targetVersion(), header.baseVersion());
    }
  }

  /** Hot content changes what is shown; it does not bring another version along. */
  private void requireBaseLive(AssignmentHeader header) throws IOException, AssignmentRejected {
    if (header.type() == AssignmentType.HOT) {
      OptionalLong live = site.liveVersion();
      if (live.isEmpty() || site.versions().standsFor(live.getAsLong()) != header.baseVersion()) {
        throw new AssignmentRejected(
            RefusalReason.BASE_MISMATCH,
            "the hot content is for version "
                + header.baseVersion()
                + ", which is not live on this server");
      }
    }
  }

  /** A version that is live or backup stays where it is, whatever a hook says. */
  private void checkWhatIsThere(AssignmentHeader header, StagingPlan plan)
      throws IOException, AssignmentRejected {
    try {
      keepBeside(header, plan);
      site.hooks().check(header, plan.hooks());
    } catch (AssignmentRejected e) {
      site.append(JournalStep.FAILED, header);
      throw e;
    }
  }

  /**
   * Begins to build a version whose assignment is still being received. Takes the reader over; when
   * it fails, something may be left in the directory of its own.
   *
   * @throws AssignmentRejected naming what does not fit
   */
  EarlyStaging begin(AssignmentReader reader) throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    StagingPlan plan = StagingPlan.of(reader, site, traits);
    EarlyStaging begun = null;
    try {
      requireBaseLive(header);
      site.entries().require(plan.entries());
      site.hooks().requireInstalled(plan.hooks());
      requireNumberFree(header.targetVersion());
      requireSpace(neededBytes(plan));
      Trees.deleteRecursively(ops, site.directory().early());
      begun = EarlyStaging.begin(site, reader, plan);
      return begun;
    } finally {
      if (begun == null) {
        plan.close();
      }
    }
  }

  /** Whether the version is here already, for example as backup, exactly as it would be built. */
  private boolean isThere(AssignmentHeader header) throws IOException, AssignmentRejected {
    Optional<Manifest> present = site.versions().manifest(header.targetVersion());
    if (present.isEmpty() || !present.get().hash().equals(header.targetManifestSha256())) {
      return false;
    }
    Path tree = site.directory().path(site.directory().tree(header.targetVersion()));
    // What is there beside its entries keeps nobody from going back to it; the switch tells it.
    if (site.versions().drift(header.targetVersion()).concernsEntries()) {
      throw TreeCheck.drift(tree.toString(), "was changed");
    }
    TreeCheck.requireUnchanged(tree, present.get());
    return true;
  }

  private void requireNumberFree(long version) throws IOException, AssignmentRejected {
    boolean visible = site.showing().trees().stream().anyMatch(it -> it.version() == version);
    if (visible || site.isLive(version) || site.isBackup(version)) {
      throw new AssignmentRejected(
          RefusalReason.VERSION_IN_USE,
          "version "
              + version
              + " of this server has other content and is still live, backup, or what visitors may"
              + " see; publish under a new number");
    }
  }

  private static long neededBytes(StagingPlan plan) {
    return StagingCost.bytes(plan.tree(), plan.layout().usedAgain().bytes());
  }

  private void requireSpace(long needed) throws IOException, AssignmentRejected {
    long usable = ops.usableBytes(site.directory().versions());
    if (needed > usable) {
      throw new AssignmentRejected(
          RefusalReason.NO_SPACE,
          "staging needs "
              + needed
              + " bytes, "
              + usable
              + " are free on the file system of "
              + site.directory().versions());
    }
  }

  private long build(AssignmentReader reader, StagingPlan plan, EarlyStaging early)
      throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    site.append(JournalStep.STAGING, header);
    try {
      long bytesWritten = buildAndSync(reader, plan, early);
      keepBeside(header, plan);
      site.hooks().check(header, plan.hooks());
      return bytesWritten;
    } catch (IOException e) {
      IOException why = FailureReasons.lookedInto(e, ops, site.directory().path());
      giveUp(header, why);
      throw why;
    } catch (AssignmentRejected e) {
      giveUp(header, e);
      throw e;
    }
  }

  private long buildAndSync(AssignmentReader reader, StagingPlan plan, EarlyStaging early)
      throws IOException, AssignmentRejected {
    long version = reader.header().targetVersion();
    site.versions().delete(version);
    Path building = site.versions().building(version);
    VersionBuilder builder = built(reader, plan, early, building);
    try (OutputStream out =
        new BufferedOutputStream(ops.createFile(site.directory().manifest(version)))) {
      builder.built().writeTo(out);
    }
    // The one sync of the assignment: whatever follows may rely on every file of the version.
    ops.syncFileSystem(building);
    ops.rename(building, site.directory().version(version));
    ops.sync(site.directory().versions());
    return builder.bytesWritten();
  }

  /** The version with all its content, and no other content than is signed. */
  private VersionBuilder built(
      AssignmentReader reader, StagingPlan plan, EarlyStaging early, Path building)
      throws IOException, AssignmentRejected {
    AssignmentHeader header = reader.header();
    BaseTree base = BaseTree.of(site, header, plan);
    try (ContentReader content =
        early == null
            ? reader.content(plan.layout(), base, plan.scratch())
            : early.content(reader, base)) {
      VersionBuilder builder;
      if (early == null) {
        builder = new VersionBuilder(ops, plan, base, building);
        builder.begin();
      } else {
        builder = early.moveTo(building);
      }
      builder.finish(content);
      if (builder.built().hash().equals(header.targetManifestSha256())) {
        return builder;
      }
      throw new AssignmentRejected(
          RefusalReason.CORRUPT, "the content received does not make the tree that is signed");
    } catch (AssignmentRejected e) {
      if (e.reason() == RefusalReason.CORRUPT || e.reason() == RefusalReason.CANNOT_REDEFLATE) {
        base.requireContent(plan.layout().baseFiles());
      }
      throw e;
    }
  }

  private void giveUp(AssignmentHeader header, Exception why) {
    try {
      site.versions().delete(header.targetVersion());
      site.append(JournalStep.FAILED, header);
    } catch (IOException e) {
      // The journal still says STAGING: the next assignment or start cleans up first.
      why.addSuppressed(e);
    }
  }
}
