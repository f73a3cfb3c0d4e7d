package org.contentmover.content.staging;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeFingerprint;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.core.manifest.ContentHash;

/**
 * What a server does for the CCM with the staging areas it holds: looks at them, scans them, hands
 * out their content (CM-1, CM-10). Reads, never writes there. Remembers the latest scans only, and
 * none over a restart: the CCM then begins another one, which reads what changed.
 *
 * <p>Safe for any thread.
 */
public final class StagingDesk {
  /** Each holds the whole list of a tree in memory. */
  private static final int MOST_SCANS = 8;

  /** Nobody asked about a scan for so long: nobody will. */
  private static final long FORGOTTEN_AFTER_MILLIS = 300_000;

  private final OfferedDirectories offered;
  private final Path indexes;
  private final Executor threads;
  private final Clock clock;
  private final TreeScanner scanner;
  private final Map<UUID, Remembered> scans = new HashMap<>();

  private record Remembered(StagingScan scan, long askedMillis) {}

  /**
   * A desk that nobody asked anything yet.
   *
   * @param ownDirectory where this server keeps its keys and its state: no staging area
   * @param indexes a directory of its own, for what it saw
   * @param threads each scan holds one
   */
  public StagingDesk(
      OfferedDirectories offered, Path ownDirectory, Path indexes, Executor threads, Clock clock) {
    this.offered = offered;
    this.indexes = indexes;
    this.threads = threads;
    this.clock = clock;
    this.scanner = new TreeScanner(clock, List.of(ownDirectory));
  }

  /**
   * What a tree looks like by stat alone ({@link TreeFingerprint}); empty while it changes.
   *
   * @throws StagingRefused when it is not offered
   * @throws ScanFailure when it cannot be looked at
   */
  public Optional<ContentHash> fingerprint(String directory, ScanRules rules)
      throws StagingRefused, ScanFailure {
    return TreeFingerprint.of(offered.require(directory), rules);
  }

  /**
   * Begins a scan, unless one with this id has begun.
   *
   * @throws StagingRefused when the directory is not offered
   * @throws StagingBusy when too many scans go on, or there is no thread for it
   */
  public synchronized void begin(UUID id, String directory, ScanRules rules)
      throws StagingRefused, StagingBusy {
    Path root = offered.require(directory);
    if (find(id).isPresent()) {
      return;
    }
    long forgottenMillis = clock.millis() - FORGOTTEN_AFTER_MILLIS;
    scans.values().removeIf(remembered -> remembered.askedMillis() < forgottenMillis);
    if (scans.size() >= MOST_SCANS) {
      throw new StagingBusy("this server scans " + MOST_SCANS + " staging areas already");
    }
    StagingScan scan = new StagingScan(id, root, offered.identity(root, directory));
    try {
      threads.execute(() -> scan(scan, root, rules));
    } catch (RejectedExecutionException e) {
      throw new StagingBusy("this server has no thread for another scan now");
    }
    scans.put(id, new Remembered(scan, clock.millis()));
  }

  /** A scan that is remembered. */
  public synchronized Optional<StagingScan> find(UUID id) {
    return Optional.ofNullable(
            scans.computeIfPresent(
                id, (same, known) -> new Remembered(known.scan(), clock.millis())))
        .map(Remembered::scan);
  }

  /** The CCM does not need it any more. */
  public synchronized void forget(UUID id) {
    scans.remove(id);
  }

  private void scan(StagingScan scan, Path root, ScanRules rules) {
    String problem = "the scan ended unexpectedly; this server's log says more";
    try {
      Path index = index(root, rules);
      ScanResult result = scanner.scanReal(root, rules, ScanIndex.load(index));
      result.index().keep(index);
      problem = "";
      scan.done(result);
    } catch (ScanFailure e) {
      problem = e.getMessage();
    } finally {
      if (!problem.isEmpty()) {
        scan.failed(problem);
      }
    }
  }

  private Path index(Path root, ScanRules rules) {
    String seen = root + "\n" + rules;
    return indexes.resolve(
        ContentHash.sha256(seen.getBytes(StandardCharsets.UTF_8)).hex() + ".index");
  }
}
