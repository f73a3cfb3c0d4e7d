package org.contentmover.ccm.staging;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.disk.Trees;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanResult;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * A staging area that the agent of another server reads: scanned there, and only content the store
 * lacks comes over, into files first. What came serves the next attempt when the CCM dies
 * meanwhile, never one beside it. Safe for any thread; a scan holds its thread.
 */
@ApplicationScoped
public class RemoteStaging {
  /** What a run left behind that nobody goes on with. */
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  @Inject private StagingServer servers;
  @Inject private ServerFinder finder;
  @Inject private DataDirectory data;
  @Inject private Pause pause;
  @Inject private Clock clock;

  private final ArrivalFolders folders = new ArrivalFolders();

  Optional<ContentHash> fingerprint(StagedTree tree) throws StagingTrouble {
    return servers.fingerprint(finder.require(tree), tree);
  }

  ScanResult scan(StagedTree tree, UUID run, int attempt, Intake content) throws IOException {
    folders.removeAbandoned(data.arriving(), clock.instant().minus(ABANDONED_AFTER));
    ServerState server = finder.require(tree);
    UUID scan = UUID.nameUUIDFromBytes((run + " " + attempt).getBytes(StandardCharsets.UTF_8));
    StagingSession session = new StagingSession(servers, pause, tree, server, scan);
    Path arriving = folders.claim(data.arriving(), run);
    try {
      StagingServer.Progress scanned = session.scanned();
      Manifest manifest = session.manifest(scanned.manifest());
      List<ManifestEntry> lacking = lacking(manifest, content);
      ContentArrival arrival = new ContentArrival(arriving);
      arrival.requireRoom(lacking);
      session.fetch(lacking, scanned.manifest(), arrival);
      new ArrivedFiles(arrival, lacking).takeIn(content);
      return new ScanResult(manifest, ScanIndex.EMPTY, scanned.filesHashed(), scanned.bytesRead());
    } finally {
      try {
        Trees.deleteRecursively(FileSystemOps.REAL, arriving);
      } finally {
        folders.release(arriving);
        servers.forget(server, scan);
      }
    }
  }

  /** Scans, and fetches the list of files alone. */
  ScanResult look(StagedTree tree, UUID scan) throws IOException {
    ServerState server = finder.require(tree);
    StagingSession session = new StagingSession(servers, pause, tree, server, scan);
    try {
      StagingServer.Progress scanned = session.scanned();
      return new ScanResult(
          session.manifest(scanned.manifest()),
          ScanIndex.EMPTY,
          scanned.filesHashed(),
          scanned.bytesRead());
    } finally {
      servers.forget(server, scan);
    }
  }

  /** One file for each content that is not in the store. */
  private static List<ManifestEntry> lacking(Manifest manifest, Intake content) {
    Set<ContentHash> seen = new HashSet<>();
    List<ManifestEntry> lacking = new ArrayList<>();
    for (ManifestEntry entry : manifest) {
      if (entry.isFile() && content.lacks(entry.sha256()) && seen.add(entry.sha256())) {
        lacking.add(entry);
      }
    }
    return lacking;
  }
}
