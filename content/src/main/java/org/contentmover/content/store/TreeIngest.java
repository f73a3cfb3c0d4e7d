package org.contentmover.content.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;

/** Takes a tree into a store that was scanned before. One thread. */
final class TreeIngest {
  private final ContentStore store;

  TreeIngest(ContentStore store) {
    this.store = store;
  }

  IngestResult take(Manifest manifest, Path treeRoot) throws IOException {
    try (Intake intake = store.intake()) {
      List<Intake.Wanted> missing = new ArrayList<>();
      for (ManifestEntry entry : manifest) {
        if (entry.isFile() && !store.contains(entry.sha256())) {
          missing.add(new Scanned(entry.path(), treeRoot.resolve(entry.path()), entry.sizeBytes()));
        }
      }
      Expected expected = new Expected(manifest);
      intake.take(
          missing.iterator(),
          file -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS),
          expected);
      if (expected.problem != null) {
        throw expected.problem;
      }
      intake.add(manifest);
      intake.finish();
      return new IngestResult(
          manifest.hash(), intake.objectsAdded(), intake.bytesRead(), intake.bytesStored());
    }
  }

  /** A file as its manifest knows it. */
  private record Scanned(String path, Path file, long sizeBytes) implements Intake.Wanted {}

  /** Compares what is taken in with what was scanned. */
  private static final class Expected implements Intake.Results {
    private final Manifest manifest;
    private volatile IOException problem;

    Expected(Manifest manifest) {
      this.manifest = manifest;
    }

    @Override
    public void taken(Intake.Wanted file, long bytesRead, ContentHash sha256) {
      if (!manifest.find(file.path()).orElseThrow().sha256().equals(sha256)) {
        problem =
            new IOException(
                "\""
                    + file.path()
                    + "\" is not what it was when it was scanned; scan again when it is quiet");
      }
    }

    @Override
    public void failed(Intake.Wanted file, IOException why) {
      problem = why;
    }
  }
}
