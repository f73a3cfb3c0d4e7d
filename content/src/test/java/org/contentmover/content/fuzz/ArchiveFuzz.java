package org.contentmover.content.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.content.delta.zip.InflatedFile;
import org.contentmover.content.delta.zip.ZipRebuilder;
import org.contentmover.content.fixture.BytesFile;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Any bytes as an archive of the base, and as the inflated view of one that is to be rebuilt: an
 * IOException at worst, and never more bytes than the archive is to have.
 */
public final class ArchiveFuzz {
  private static final int MOST_READ_BYTES = 1 << 20;
  private static final int ARCHIVE_BYTES = 10_000;
  private static final ManifestEntry EXPECTED =
      ManifestEntry.file("a.zip", 0644, 0, ARCHIVE_BYTES, ContentHash.OF_NOTHING);

  private ArchiveFuzz() {}

  /** One archive or view. */
  public static void fuzzerTestOneInput(byte[] input) {
    try {
      inflate(input);
    } catch (IOException e) {
      // What is wrong is said.
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ZipRebuilder.rebuild(new ByteArrayInputStream(input), EXPECTED, out);
      throw new AssertionError("what is rebuilt has the hash of nothing");
    } catch (IOException e) {
      if (out.size() > ARCHIVE_BYTES) {
        throw new AssertionError("rebuilt " + out.size() + " bytes of " + ARCHIVE_BYTES, e);
      }
    }
  }

  private static void inflate(byte[] input) throws IOException {
    Optional<InflatedFile> view = InflatedFile.of(new BytesFile(input));
    if (view.isEmpty()) {
      return;
    }
    byte[] buffer = new byte[1 << 12];
    try (InflatedFile file = view.get()) {
      long end = Math.min(file.size(), MOST_READ_BYTES);
      for (long at = 0; at < end; ) {
        int read = file.read(at, buffer, 0, buffer.length);
        if (read <= 0 || at + read > file.size()) {
          throw new AssertionError("read " + read + " bytes at " + at + " of " + file.size());
        }
        at += read;
      }
    }
  }
}
