package org.contentmover.ccm.staging;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Asks the agent of a server where a staging area lies (docs/protocol/staging.md). Every call waits
 * for the answer.
 */
public interface StagingServer {
  /**
   * How far a scan is.
   *
   * @param ended whether it is
   * @param problem why the tree cannot be taken, "" when it can
   * @param manifest hash of the tree, null unless it ended well
   */
  record Progress(
      boolean ended, String problem, ContentHash manifest, long filesHashed, long bytesRead) {}

  /** What the tree looks like by stat alone; empty while it changes. */
  Optional<ContentHash> fingerprint(ServerState server, StagedTree tree) throws StagingTrouble;

  /** Begins a scan, unless it has begun. */
  void begin(ServerState server, StagedTree tree, UUID scan) throws StagingTrouble;

  /** Answers when the scan has ended, or after some seconds. */
  Progress progress(ServerState server, UUID scan) throws StagingTrouble;

  Manifest manifest(ServerState server, UUID scan) throws StagingTrouble;

  /**
   * Fetches content.
   *
   * @param fromByte where to begin in the first of them
   * @throws StagingTrouble when the server does not send it
   * @throws IOException when the CCM cannot keep it
   */
  void fetch(
      ServerState server,
      UUID scan,
      List<ManifestEntry> files,
      long fromByte,
      ContentArrival arrival)
      throws IOException;

  /** The scan is not needed any more; whether that is heard does not matter. */
  void forget(ServerState server, UUID scan);
}
