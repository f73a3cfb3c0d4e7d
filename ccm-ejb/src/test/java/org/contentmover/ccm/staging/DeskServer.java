package org.contentmover.ccm.staging;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.topology.ServerState;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.staging.ArrivalNotKept;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.content.staging.OfferedDirectories;
import org.contentmover.content.staging.StagedFileGone;
import org.contentmover.content.staging.StagingBusy;
import org.contentmover.content.staging.StagingDesk;
import org.contentmover.content.staging.StagingRefused;
import org.contentmover.content.staging.StagingScan;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** The desk of an agent without HTTP between; can be away, restarted, cut off. */
final class DeskServer implements StagingServer {
  private final Path offered;
  private final Path indexes;
  private final Clock clock;
  private StagingDesk desk;

  /** So many calls from now on find nobody. */
  int awayForCalls;

  /** The answer to the next question for content ends after so many bytes, and the server, too. */
  int cutNextContentAfterBytes = -1;

  /** Done before the next content is handed out. */
  Runnable beforeContent = () -> {};

  /** Done when an answer was cut off. */
  Runnable onCut = () -> {};

  int contentsHandedOut;

  DeskServer(Path offered, Path indexes, Clock clock) {
    this.offered = offered;
    this.indexes = indexes;
    this.clock = clock;
    restart();
  }

  /** As many scans as it can hold, for others. */
  void occupy() throws StagingRefused, StagingBusy {
    for (int i = 0; i < 8; i++) {
      desk.begin(new UUID(7, i), offered.toString(), ScanRules.EVERYTHING);
    }
  }

  /** Others need one scan less. */
  void relieve() {
    desk.forget(new UUID(7, 0));
  }

  /** Everything it remembers is gone. */
  void restart() {
    desk =
        new StagingDesk(
            new OfferedDirectories(List.of(offered), "staging.directories"),
            indexes,
            indexes,
            Runnable::run,
            clock);
  }

  private void meet() throws StagingTrouble {
    if (awayForCalls > 0) {
      awayForCalls--;
      throw new StagingTrouble.Away("server boston-1 cannot be reached", null);
    }
  }

  @Override
  public Optional<ContentHash> fingerprint(ServerState server, StagedTree tree)
      throws StagingTrouble {
    meet();
    try {
      return desk.fingerprint(tree.directory(), tree.rules());
    } catch (StagingRefused | ScanFailure e) {
      throw new StagingTrouble(e.getMessage());
    }
  }

  @Override
  public void begin(ServerState server, StagedTree tree, UUID scan) throws StagingTrouble {
    meet();
    try {
      desk.begin(scan, tree.directory(), tree.rules());
    } catch (StagingRefused e) {
      throw new StagingTrouble("server " + server.name() + " answers: " + e.getMessage());
    } catch (StagingBusy e) {
      throw new StagingTrouble.Busy("server " + server.name() + " answers: " + e.getMessage());
    }
  }

  private StagingScan find(UUID scan) throws StagingTrouble {
    meet();
    return desk.find(scan).orElseThrow(() -> new StagingTrouble.ScanUnknown("not known"));
  }

  @Override
  public Progress progress(ServerState server, UUID scan) throws StagingTrouble {
    StagingScan found = find(scan);
    try {
      return found.await(0) == StagingScan.State.DONE
          ? new Progress(true, "", found.manifest().hash(), found.filesHashed(), found.bytesRead())
          : new Progress(true, found.problem(), null, 0, 0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public Manifest manifest(ServerState server, UUID scan) throws StagingTrouble {
    return find(scan).manifest();
  }

  @Override
  public void fetch(
      ServerState server,
      UUID scan,
      List<ManifestEntry> files,
      long fromByte,
      ContentArrival arrival)
      throws IOException {
    StagingScan found = find(scan);
    beforeContent.run();
    try {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      found.write(
          found.files(files.stream().map(ManifestEntry::sha256).toList()), fromByte, answer);
      contentsHandedOut += files.size();
      byte[] bytes = answer.toByteArray();
      if (cutNextContentAfterBytes >= 0) {
        bytes = Arrays.copyOf(bytes, cutNextContentAfterBytes);
        cutNextContentAfterBytes = -1;
        restart();
        try {
          arrival.receive(new ByteArrayInputStream(bytes), files, fromByte);
        } finally {
          onCut.run();
        }
        throw new AssertionError("an answer that is cut off was taken for whole");
      }
      arrival.receive(new ByteArrayInputStream(bytes), files, fromByte);
    } catch (StagingRefused e) {
      throw new StagingTrouble(e.getMessage());
    } catch (StagedFileGone e) {
      throw new StagingTrouble("on server " + server.name() + " " + e.getMessage(), e);
    } catch (ArrivalNotKept e) {
      throw e;
    } catch (IOException e) {
      throw new StagingTrouble.Away("the way broke off", e);
    }
  }

  @Override
  public void forget(ServerState server, UUID scan) {
    desk.forget(scan);
  }
}
