package org.contentmover.content.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.delta.zip.ArchiveEntries;
import org.contentmover.content.delta.zip.ZipRebuilder;
import org.contentmover.content.fixture.BytesFile;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.ManifestEntry;

/**
 * Any bytes as an archive of the base, and as the inflated view of one that is to be rebuilt: an
 * IOException at worst, and never more bytes than the archive is to have.
 */
public final class ArchiveFuzz {
  private static final int MOST_ENTRIES = 20;
  private static final int MOST_READ_BYTES = 1 << 16;
  private static final int ARCHIVE_BYTES = 10_000;
  private static final ManifestEntry EXPECTED =
      ManifestEntry.file("a.zip", 0644, 0, ARCHIVE_BYTES, ContentHash.OF_NOTHING);

  private static final ZipRebuilder REBUILDER = new ZipRebuilder();

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
      REBUILDER.rebuild(new ByteArrayInputStream(input), EXPECTED, out);
      throw new AssertionError("what is rebuilt has the hash of nothing");
    } catch (IOException e) {
      if (out.size() > ARCHIVE_BYTES) {
        throw new AssertionError("rebuilt " + out.size() + " bytes of " + ARCHIVE_BYTES, e);
      }
    }
  }

  private static void inflate(byte[] input) throws IOException {
    Optional<ArchiveEntries> opened = ArchiveEntries.of(new BytesFile(input));
    if (opened.isPresent()) {
      try (ArchiveEntries entries = opened.get()) {
        read(entries);
        for (int i = 0; i < Math.min(entries.size(), MOST_ENTRIES); i++) {
          Optional<ArchiveEntries> inside = entries.inside(i);
          if (inside.isPresent()) {
            read(inside.get());
          }
        }
      }
    }
  }

  private static void read(ArchiveEntries entries) throws IOException {
    byte[] buffer = new byte[1 << 12];
    for (int i = 0; i < Math.min(entries.size(), MOST_ENTRIES); i++) {
      ReadableFile content = entries.content(i);
      long end = Math.min(content.size(), MOST_READ_BYTES);
      for (long at = 0; at < end; ) {
        int read = content.read(at, buffer, 0, buffer.length);
        if (read <= 0 || at + read > content.size()) {
          throw new AssertionError("read " + read + " bytes at " + at + " of " + content.size());
        }
        at += read;
      }
    }
  }
}
