package org.contentmover.tool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.disk.AtomicFile;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;

/**
 * What a publisher does on a machine of his own: says that a tree may be live on a site, and signs
 * it (CM-12).
 *
 * @param tree to be signed for, null when its manifest is named
 * @param manifest to be signed for, null when the tree is here; with both they have to agree
 * @param back manifests of trees a rollback may lead to
 * @param valid how long it holds, empty for ever
 */
record Sign(
    Path statementFile,
    Path keyFile,
    HostedSite site,
    ContentGroup group,
    Path tree,
    ContentHash manifest,
    List<ContentHash> back,
    Optional<Duration> valid)
    implements ToolCommand {
  @Override
  public void run(PrintStream out, Figures figures) throws IOException, ScanFailure {
    if (Files.exists(statementFile, LinkOption.NOFOLLOW_LINKS)) {
      throw new WrongUse(statementFile + " is there already; name a new file");
    }
    ExistingDirectory.require(
        "the directory of STATEMENT_FILE,", statementFile.toAbsolutePath().getParent());
    SigningKey key = KeyFiles.signing(keyFile);
    ContentHash target = tree == null ? manifest : scanned();
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    SignedStatement signed =
        SignedStatement.sign(
            key, new PublisherStatement(site, group, now, valid.map(now::plus), target, back));
    byte[] text = (signed.text() + "\n").getBytes(StandardCharsets.US_ASCII);
    AtomicFile.replaceForAll(FileSystemOps.REAL, statementFile, file -> file.write(text));
    out.printf("signed %s with key %s%n", statementFile, key.keyId());
    Statements.print(out, signed);
  }

  private ContentHash scanned() throws IOException, ScanFailure {
    ContentHash found =
        new TreeScanner(Clock.systemUTC())
            .scan(ExistingDirectory.require("--tree", tree), ScanRules.EVERYTHING, ScanIndex.EMPTY)
            .manifest()
            .hash();
    if (manifest != null && !manifest.equals(found)) {
      throw new ToolFailure(
          tree
              + " is tree "
              + found
              + ", not "
              + manifest
              + ": something differs, be it a mode or a time. Nothing was signed");
    }
    return found;
  }
}
