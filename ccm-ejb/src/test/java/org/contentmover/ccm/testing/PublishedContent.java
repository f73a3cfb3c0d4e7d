package org.contentmover.ccm.testing;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.GroupDirectory;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.version.AssignmentOffice;
import org.contentmover.ccm.version.VersionLedger;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.ContentStore;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;

/** The farm's one site as the CCM knows it after publishes, without servers to show it. */
public final class PublishedContent {
  private final Ccm ccm;
  private final Path staging;

  private PublishedContent(Ccm ccm, Path staging) {
    this.ccm = ccm;
    this.staging = staging;
  }

  /** Makes the site; nothing is published yet. */
  public static PublishedContent in(Ccm ccm, Path staging) {
    ccm.run(
        () -> {
          ccm.get(HostedSites.class).create(SITE, "", ANN);
          ccm.get(ContentGroups.class)
              .create(new NewContentGroup(SITE, GROUP, Membership.ALL, null, null, null), ANN);
        });
    return new PublishedContent(ccm, staging);
  }

  /** Publishes exactly these files; the manifest's hash. */
  public ContentHash publish(Map<String, String> files) {
    try {
      Trees.deleteRecursively(FileSystemOps.REAL, staging);
      Files.createDirectories(staging);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = staging.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      return publish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Publishes the staging area as it is; the manifest's hash. */
  public ContentHash publish() throws IOException {
    ContentStore store = ccm.get(ContentStore.class);
    try {
      Manifest target = new TreeScanner(Clock.systemUTC()).takeOnce(staging, store);
      UUID run = UUID.randomUUID();
      GroupDirectory groups = ccm.get(GroupDirectory.class);
      long version = ccm.tx(() -> groups.nextVersion(SITE, GROUP));
      AssignmentOffice.Subject subject =
          new AssignmentOffice.Subject(
              AssignmentType.PUBLISH,
              SITE,
              GROUP,
              run,
              ccm.tx(() -> groups.nextSequence(SITE, GROUP)),
              0,
              version,
              List.of());
      WrittenAssignment written =
          ccm.get(AssignmentOffice.class)
              .content(
                  subject,
                  Activation.COMMIT_ON_ORDER,
                  Manifest.EMPTY,
                  target,
                  List.of(),
                  Optional.empty(),
                  Optional.empty());
      ccm.run(() -> moveShadow(written, run));
      return target.hash();
    } catch (ScanFailure e) {
      throw new IllegalStateException(e);
    }
  }

  private void moveShadow(WrittenAssignment written, UUID run) {
    VersionLedger ledger = ccm.get(VersionLedger.class);
    try {
      ledger.moveShadow(ledger.register(written, run));
      ledger.pruneVersions(SITE, GROUP);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
