package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.AssignmentWriter;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.delta.BaseFiles;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.scan.PathPatterns;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.seal.Sealing;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.content.trust.KeyFile;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.text.Counted;

/**
 * What a CCM does in a publish: scans NEW_DIR, takes what is new in it into a content store that
 * has OLD_DIR, writes what leads from there to it, and the commit (CM-2, CM-12).
 *
 * @param keyFile of a private key to sign with; null for a new key that nobody keeps
 * @param statementFile what a publisher says to NEW_DIR, null for nothing
 * @param boxFile of the key box it is sealed for; null: it is plain
 * @param sealOnly patterns of the paths whose content is; none: all
 * @param times how often it is made, to see what that costs when the code is warm; the last is kept
 */
record Make(
    Path oldTree,
    Path newTree,
    Path outDirectory,
    Profile profile,
    Path keyFile,
    Path statementFile,
    Path boxFile,
    List<String> sealOnly,
    int times)
    implements ToolCommand {
  /** Where no publisher's statement names others. */
  private static final HostedSite SITE = new HostedSite("site");

  private static final ContentGroup GROUP = new ContentGroup("all");
  private static final long OLD_VERSION = 1;
  private static final long NEW_VERSION = 2;
  private static final Duration VALID = Duration.ofDays(365);

  @Override
  public void run(PrintStream out, Figures figures)
      throws IOException, ScanFailure, AssignmentRejected {
    Path from = ExistingDirectory.require("OLD_DIR", oldTree);
    Path to = ExistingDirectory.require("NEW_DIR", newTree);
    SigningKey key = keyFile == null ? SigningKey.generate() : KeyFiles.signing(keyFile);
    Optional<SignedStatement> statement =
        statementFile == null ? Optional.empty() : Optional.of(Statements.read(statementFile));
    if (boxFile != null) {
      KeyFiles.requireBoxOrNew(boxFile);
    }
    AssignmentDirectory made = AssignmentDirectory.create(outDirectory, List.of(from, to));
    boolean complete = false;
    try {
      for (int left = times; left > 1; left--) {
        make(from, to, key, statement, made, figures);
        made.empty();
        figures.again();
      }
      long commands = make(from, to, key, statement, made, figures);
      out.printf(
          "made %s: %d bytes to publish, %d to commit, %s%n",
          outDirectory,
          Files.size(made.publish()),
          Files.size(made.commit()),
          Counted.of(commands, "command"));
      complete = true;
    } finally {
      if (!complete) {
        made.empty();
      }
    }
  }

  /** How many commands it has. */
  private long make(
      Path from,
      Path to,
      SigningKey key,
      Optional<SignedStatement> statement,
      AssignmentDirectory made,
      Figures figures)
      throws IOException, ScanFailure, AssignmentRejected {
    TreeScanner scanner = new TreeScanner(Clock.systemUTC());
    try (ContentStore store =
        ContentStore.open(made.work(), profile.compression(), FileSystemOps.REAL)) {
      Manifest base = figures.phase("scan-old", () -> scanner.takeOnce(from, store));
      Manifest target = figures.phase("scan-new", () -> scanner.takeOnce(to, store));
      requireMatches(base, target);
      statement.ifPresent(it -> requireAllowed(it.statement(), target));
      AssignmentWriter writer = new AssignmentWriter(store, key, profile.delta());
      List<ManifestEntry> old = base.files();
      BaseFiles oldFiles = index -> ReadableFile.of(from.resolve(old.get(index).path()));
      WrittenAssignment publish =
          figures.phase(
              "write",
              () ->
                  writer.write(
                      made.publish(),
                      order(AssignmentType.PUBLISH, 1, statement).sealed(sealing()),
                      base,
                      oldFiles,
                      target));
      KeyFile.writePublic(made.key(), key.publicKey());
      WrittenAssignment commit =
          writer.writeOrder(
              made.commit(), order(AssignmentType.COMMIT, 2, statement), target.hash());
      figures.travels(publish.sizeBytes());
      figures.travels(commit.sizeBytes());
      made.deleteWork();
      return publish.header().commandCount();
    }
  }

  /** No server with the publisher's key pinned would take it: better told here than there. */
  private void requireAllowed(PublisherStatement statement, Manifest target) {
    if (!statement.allows(target.hash())) {
      throw new ToolFailure(
          statementFile
              + " allows tree "
              + statement.target()
              + (statement.back().isEmpty() ? "" : " and the way back to " + statement.back())
              + ", but NEW_DIR "
              + newTree
              + " is tree "
              + target.hash()
              + ". Name the directory that was signed for, or have the publisher sign this one:"
              + " a mode or a time that differs makes another tree. Nothing was made");
    }
  }

  /** What a misspelt pattern was meant for would be plain. */
  private void requireMatches(Manifest base, Manifest target) {
    List<String> inVain = PathPatterns.inVain(sealOnly, target, base);
    if (!inVain.isEmpty()) {
      throw new ToolFailure(
          "--seal-only: nothing in NEW_DIR or OLD_DIR matches " + String.join(" ", inVain));
    }
  }

  private Optional<Sealing> sealing() throws IOException {
    return boxFile == null
        ? Optional.empty()
        : Optional.of(
            new Sealing(new TreeSet<>(Set.of(KeyBox.loadOrCreate(boxFile).address())), sealOnly));
  }

  private static AssignmentOrder order(
      AssignmentType type, long sequence, Optional<SignedStatement> statement) {
    Optional<PublisherStatement> allowed = statement.map(SignedStatement::statement);
    Instant now = Clock.systemUTC().instant();
    return new AssignmentOrder(
            new AssignmentId(UUID.randomUUID()),
            sequence,
            type,
            allowed.map(PublisherStatement::hostedSite).orElse(SITE),
            allowed.map(PublisherStatement::contentGroup).orElse(GROUP),
            "",
            OLD_VERSION,
            NEW_VERSION,
            now,
            now.plus(VALID),
            Activation.COMMIT_ON_ORDER)
        .with(statement);
  }
}
