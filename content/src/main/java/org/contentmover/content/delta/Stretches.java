package org.contentmover.content.delta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.delta.zip.ArchiveComparison;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.core.manifest.ManifestEntry;

/** Decides how each file is looked at: as it is, or as an archive with entries inflated. */
final class Stretches {
  private final BaseFiles baseFiles;
  private final NewFiles newFiles;
  private final CompressionPolicy compression;
  private final Path scratchDirectory;

  Stretches(
      BaseFiles baseFiles,
      NewFiles newFiles,
      CompressionPolicy compression,
      Path scratchDirectory) {
    this.baseFiles = baseFiles;
    this.newFiles = newFiles;
    this.compression = compression;
    this.scratchDirectory = scratchDirectory;
  }

  Stretch of(PutFile put) throws IOException {
    ManifestEntry file = put.file();
    if (!put.bases().isEmpty() && !compression.compresses(file.path())) {
      Optional<ArchiveComparison> compared = compared(put);
      if (compared.isPresent()) {
        return archive(put, compared.get());
      }
    }
    return new Stretch(
        file,
        Transform.NONE,
        file.sizeBytes(),
        () -> open(file),
        put.dictionary(),
        List.of(),
        neighbour(put));
  }

  private Stretch archive(PutFile put, ArchiveComparison compared) throws IOException {
    ManifestEntry file = put.file();
    long bytes;
    try (ReadableFile view = compared.view(open(file))) {
      bytes = view.size();
    }
    DictionaryRanges dictionary = new DictionaryRanges();
    for (Likeness likeness : compared.likenesses()) {
      if (likeness.base() != null) {
        dictionary.add(likeness.base());
      }
    }
    return new Stretch(
        file,
        Transform.ZIP,
        bytes,
        () -> compared.view(open(file)),
        dictionary.all(),
        compared.likenesses(),
        neighbour(put));
  }

  private static String neighbour(PutFile put) {
    return put.bases().isEmpty() ? put.file().path() : put.bases().get(0).entry().path();
  }

  private Optional<ArchiveComparison> compared(PutFile put) throws IOException {
    List<ArchiveComparison.Old> olds = new ArrayList<>();
    try (ReadableFile archive = open(put.file())) {
      for (BaseFile base : put.bases()) {
        olds.add(new ArchiveComparison.Old(base.index(), baseFiles.open(base.index())));
      }
      return ArchiveComparison.of(archive, olds, scratchDirectory);
    } finally {
      for (ArchiveComparison.Old old : olds) {
        old.file().close();
      }
    }
  }

  private ReadableFile open(ManifestEntry file) throws IOException {
    ReadableFile opened = newFiles.open(file);
    if (opened.size() != file.sizeBytes()) {
      opened.close();
      throw new IOException(
          "\""
              + file.path()
              + "\" has "
              + opened.size()
              + " bytes and not the "
              + file.sizeBytes()
              + " the manifest says");
    }
    return opened;
  }
}
