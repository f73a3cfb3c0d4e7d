package org.contentmover.ccm.staging;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.contentmover.content.staging.ContentArrival;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/** Takes what arrived into the store, if it is what the scan said. */
final class ArrivedFiles implements Intake.Results {
  private final ContentArrival arrival;
  private final List<ManifestEntry> files;
  private final AtomicReference<IOException> trouble = new AtomicReference<>();

  ArrivedFiles(ContentArrival arrival, List<ManifestEntry> files) {
    this.arrival = arrival;
    this.files = files;
  }

  private record Arrived(ManifestEntry entry, Path file) implements Intake.Wanted {
    @Override
    public String path() {
      return entry.path();
    }

    @Override
    public long sizeBytes() {
      return entry.sizeBytes();
    }
  }

  void takeIn(Intake content) throws IOException {
    content.take(
        files.stream().map(entry -> new Arrived(entry, arrival.file(entry.sha256()))).iterator(),
        ArrivedFiles::open,
        this);
    if (trouble.get() != null) {
      throw trouble.get();
    }
  }

  private static InputStream open(Path file) throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void taken(Intake.Wanted file, long bytesRead, ContentHash sha256) {
    ManifestEntry entry = ((Arrived) file).entry();
    if (!entry.sha256().equals(sha256)) {
      trouble.compareAndSet(
          null,
          new StagingTrouble(
              "\""
                  + entry.path()
                  + "\" changed while it was read; publish again when nobody works in it"));
    }
  }

  @Override
  public void failed(Intake.Wanted file, IOException why) {
    trouble.compareAndSet(null, why);
  }
}
