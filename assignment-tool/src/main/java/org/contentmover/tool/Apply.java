package org.contentmover.tool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.contentmover.content.apply.AssignmentOutcome;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.live.LiveSwitch;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentHeader;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.Manifest;

/**
 * What an agent does: stages, and commits (CI-1 to CI-3). The site it does that in lies beside DIR
 * for as long as it takes; its base version has the files of DIR by hard links. DIR itself stays as
 * it is until the new version is complete and durable, then the two change places.
 *
 * @param keyFile of the public key to trust; null for the one in OUT_DIR
 * @param boxFile of the key box to open what is sealed with; null for none
 * @param times how often the new version is made, to see what that costs when the code is warm; the
 *     last takes its place
 */
record Apply(Path tree, Path outDirectory, Path keyFile, Path boxFile, int times)
    implements ToolCommand {
  private static final FileSystemOps OPS = FileSystemOps.REAL;
  private static final int LIVE_AND_BACKUP = 2;

  @Override
  public void run(PrintStream out, Figures figures)
      throws IOException, ScanFailure, AssignmentRejected {
    AssignmentDirectory received = AssignmentDirectory.open(outDirectory);
    Path named = tree.toAbsolutePath().normalize();
    if (!Files.exists(named, LinkOption.NOFOLLOW_LINKS) && named.getFileName() != null) {
      WorkDirectory.recover(named, out);
    }
    Path directory = ExistingDirectory.require("DIR", tree);
    if (directory.getParent() == null) {
      throw new WrongUse("DIR is the root of the file system; name a directory in it");
    }
    TrustedKeys trusted = KeyFiles.trusted(keyFile == null ? received.key() : keyFile);
    AssignmentHeader header = header(received.publish(), trusted);
    Unsealing unsealing =
        boxFile == null ? Unsealing.NONE : new Unsealing(Optional.of(KeyFiles.box(boxFile)), false);
    WorkDirectory.recover(directory, out);
    for (int time = 1; time <= times; time++) {
      try (WorkDirectory work = WorkDirectory.begin(directory)) {
        SiteDirectory site = SiteDirectory.under(work.sites(), header.hostedSite());
        if (!figures.phase("base", () -> placeBase(directory, header, site))) {
          out.printf(
              "%s is version %d of %s already; nothing was done%n",
              tree, header.targetVersion(), outDirectory);
          return;
        }
        carryOut(received, trusted, unsealing, site, figures);
        if (time == times) {
          figures.phase("swap", () -> swap(work, site.version(header.targetVersion())));
        } else {
          figures.again();
        }
      }
    }
    for (Path file : received.assignments()) {
      figures.travels(Files.size(file));
    }
    out.printf("%s is now version %d of %s%n", tree, header.targetVersion(), outDirectory);
  }

  private static AssignmentHeader header(Path publish, TrustedKeys trusted)
      throws IOException, AssignmentRejected {
    try (AssignmentReader reader = AssignmentReader.open(publish, trusted)) {
      return reader.header();
    }
  }

  /** Whether there is something to do: not when DIR is the target already. */
  private static boolean placeBase(Path directory, AssignmentHeader header, SiteDirectory site)
      throws IOException, ScanFailure {
    OPS.createDirectory(site.path());
    OPS.createDirectory(site.versions());
    long version = header.baseVersion();
    if (version == 0) {
      return true;
    }
    Manifest found =
        new TreeScanner(Clock.systemUTC())
            .scan(directory, ScanRules.EVERYTHING, ScanIndex.EMPTY)
            .manifest();
    if (!found.hash().equals(header.baseManifestSha256())) {
      if (found.hash().equals(header.targetManifestSha256())) {
        return false;
      }
      throw new ToolFailure(
          "DIR "
              + directory
              + " is not the tree the assignment was made for: its content, a mode or a time"
              + " differs. See which by: rsync -aHnic --delete OLD_DIR/ "
              + directory
              + "/");
    }
    LinkedTree.make(directory, found, site.version(version));
    try (OutputStream manifest = new BufferedOutputStream(OPS.createFile(site.manifest(version)))) {
      found.writeTo(manifest);
    }
    new LiveSwitch(OPS, site).point(version, OptionalLong.empty());
    return true;
  }

  private static void carryOut(
      AssignmentDirectory received,
      TrustedKeys trusted,
      Unsealing unsealing,
      SiteDirectory site,
      Figures figures)
      throws IOException, ScanFailure, AssignmentRejected {
    try (ContentInterpreter interpreter =
        ContentInterpreter.open(
            site,
            trusted,
            PublisherPins.NONE,
            Clock.systemUTC(),
            VersionPolicy.ofCount(LIVE_AND_BACKUP),
            OPS,
            Surroundings.noneOn("this server").with(unsealing))) {
      require(figures.phase("stage", () -> interpreter.carryOut(received.publish())));
      require(figures.phase("commit", () -> interpreter.carryOut(received.commit())));
    }
  }

  private static void require(AssignmentOutcome outcome) {
    if (!outcome.succeeded()) {
      throw new ToolFailure(
          "the assignment was "
              + (outcome.result() == AssignmentOutcome.Result.REFUSED ? "refused" : "not applied")
              + " ("
              + outcome.reason()
              + "): "
              + outcome.detail());
    }
  }

  private static Void swap(WorkDirectory work, Path version) throws IOException {
    work.swap(version);
    return null;
  }
}
