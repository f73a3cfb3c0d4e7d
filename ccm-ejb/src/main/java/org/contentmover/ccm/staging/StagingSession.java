package org.contentmover.ccm.staging;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** The dialogue with one server about one scan: goes on when the server was away. One thread. */
final class StagingSession {
  private static final int MOST_FILES = 1_000;
  private static final long MOST_BYTES = 64L << 20;

  /** So long a server may be away in the middle: enough for a restart of it. */
  private static final int MOST_TRIES = 20;

  /** So long a server may be busy with other scans: an hour. */
  private static final int MOST_BUSY_TRIES = 1_200;

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(3);

  private final StagingServer servers;
  private final Pause pause;
  private final StagedTree tree;
  private final ServerState server;
  private final UUID scan;

  StagingSession(
      StagingServer servers, Pause pause, StagedTree tree, ServerState server, UUID scan) {
    this.servers = servers;
    this.pause = pause;
    this.tree = tree;
    this.server = server;
    this.scan = scan;
  }

  @FunctionalInterface
  private interface Question<T> {
    T ask() throws IOException;
  }

  /** Waits for the end of the scan. */
  StagingServer.Progress scanned() throws IOException {
    StagingServer.Progress progress = again(this::progress);
    while (!progress.ended()) {
      progress = again(this::progress);
    }
    if (!progress.problem().isEmpty()) {
      throw new StagingTrouble("on server " + server.name() + " " + progress.problem());
    }
    return progress;
  }

  private StagingServer.Progress progress() throws StagingTrouble {
    try {
      return servers.progress(server, scan);
    } catch (StagingTrouble.ScanUnknown e) {
      servers.begin(server, tree, scan);
      return servers.progress(server, scan);
    }
  }

  Manifest manifest(ContentHash expected) throws IOException {
    Manifest manifest =
        again(
            () -> {
              try {
                return servers.manifest(server, scan);
              } catch (StagingTrouble.ScanUnknown e) {
                scanAgain(expected);
                return servers.manifest(server, scan);
              }
            });
    if (!manifest.hash().equals(expected)) {
      throw new StagingTrouble(
          "server " + server.name() + " sent another list of files than it scanned");
    }
    return manifest;
  }

  /** The server was restarted; what it sees now has to be the same tree. */
  private void scanAgain(ContentHash expected) throws IOException {
    if (!scanned().manifest().equals(expected)) {
      throw new StagingTrouble(
          "it changed on server "
              + server.name()
              + " after it was scanned; publish again when nobody works in it");
    }
  }

  /** Fetches what has not arrived yet. */
  void fetch(List<ManifestEntry> files, ContentHash manifest, ContentArrival arrival)
      throws IOException {
    List<ManifestEntry> batch = new ArrayList<>();
    long batchBytes = 0;
    for (ManifestEntry file : files) {
      if (!batch.isEmpty()
          && (batch.size() == MOST_FILES || batchBytes + file.sizeBytes() > MOST_BYTES)) {
        fetchBatch(batch, manifest, arrival);
        batch.clear();
        batchBytes = 0;
      }
      batch.add(file);
      batchBytes += file.sizeBytes();
    }
    fetchBatch(batch, manifest, arrival);
  }

  private void fetchBatch(List<ManifestEntry> batch, ContentHash manifest, ContentArrival arrival)
      throws IOException {
    again(
        () -> {
          try {
            fetchMissing(batch, arrival);
          } catch (StagingTrouble.ScanUnknown e) {
            scanAgain(manifest);
            fetchMissing(batch, arrival);
          }
          return null;
        });
  }

  private void fetchMissing(List<ManifestEntry> batch, ContentArrival arrival) throws IOException {
    List<ManifestEntry> missing = new ArrayList<>();
    for (ManifestEntry file : batch) {
      if (!arrival.has(file)) {
        missing.add(file);
      }
    }
    if (!missing.isEmpty()) {
      servers.fetch(server, scan, missing, arrival.partBytes(missing.get(0)), arrival);
    }
  }

  private <T> T again(Question<T> question) throws IOException {
    int away = 0;
    int busy = 0;
    while (true) {
      try {
        return question.ask();
      } catch (StagingTrouble.Away e) {
        if (++away == MOST_TRIES) {
          throw e;
        }
      } catch (StagingTrouble.Busy e) {
        if (++busy == MOST_BUSY_TRIES) {
          throw e;
        }
      }
      pause.pause(BETWEEN_TRIES);
    }
  }
}
