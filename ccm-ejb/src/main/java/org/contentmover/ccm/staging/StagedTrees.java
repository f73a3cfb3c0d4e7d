package org.contentmover.ccm.staging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.scan.TreeFingerprint;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;

/** Reads staging areas, wherever they lie (CM-1). Safe for any thread. */
@ApplicationScoped
public class StagedTrees {
  @Inject private RemoteStaging elsewhere;
  @Inject private DataDirectory data;
  @Inject private Clock clock;

  /**
   * Scans a tree and takes in what the store lacks of its content.
   *
   * @param attempt names this attempt: what arrived by one that broke off serves the next
   * @throws ScanFailure naming every path that cannot be taken
   * @throws StagingTrouble when the server where it lies cannot be asked
   * @throws IOException when the CCM cannot work in its data directory
   */
  public ScanResult scan(StagedTree tree, UUID run, int attempt, Intake content)
      throws IOException, ScanFailure {
    if (tree.server() != null) {
      return elsewhere.scan(tree, run, attempt, content);
    }
    return here(tree, content);
  }

  /**
   * Scans a tree and takes nothing in; files that are not known are read all the same, for their
   * hashes.
   *
   * @param scan names this scan
   * @throws ScanFailure naming every path that cannot be taken
   * @throws StagingTrouble when the server where it lies cannot be asked
   */
  public ScanResult look(StagedTree tree, UUID scan) throws IOException, ScanFailure {
    return tree.server() == null ? here(tree, null) : elsewhere.look(tree, scan);
  }

  private ScanResult here(StagedTree tree, Intake content) throws IOException, ScanFailure {
    Path index = data.index(tree.area());
    ScanResult scan =
        new TreeScanner(clock, List.of(data.root()))
            .scan(Path.of(tree.directory()), tree.rules(), ScanIndex.load(index), content);
    scan.index().keep(index);
    return scan;
  }

  /**
   * What a tree looks like by stat alone (CM-10); empty while it changes.
   *
   * @throws ScanFailure when it cannot be looked at
   * @throws StagingTrouble when the server where it lies cannot be asked
   */
  public Optional<ContentHash> fingerprint(StagedTree tree) throws ScanFailure, StagingTrouble {
    return tree.server() == null
        ? TreeFingerprint.of(Path.of(tree.directory()), tree.rules())
        : elsewhere.fingerprint(tree);
  }
}
