package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.delta.zip.ArchiveProof;
import org.contentmover.content.delta.zip.EntryDamaged;
import org.contentmover.content.delta.zip.InflatedFile;
import org.contentmover.content.store.CompressionPolicy;
import org.contentmover.core.manifest.ManifestEntry;

/** Decides how each file is looked at: as it is, or as an archive with entries inflated. */
final class Stretches {
  private static final int BUFFER_BYTES = 1 << 16;

  private final BaseFiles baseFiles;
  private final NewFiles newFiles;
  private final CompressionPolicy compression;

  Stretches(BaseFiles baseFiles, NewFiles newFiles, CompressionPolicy compression) {
    this.baseFiles = baseFiles;
    this.newFiles = newFiles;
    this.compression = compression;
  }

  Stretch of(PutFile put) throws IOException {
    ManifestEntry file = put.file();
    if (!put.bases().isEmpty() && !compression.compresses(file.path())) {
      List<Stretch.Base> archives = archives(put.bases());
      Optional<ArchiveProof> proof = archives.isEmpty() ? Optional.empty() : proof(file);
      if (proof.isPresent()) {
        ArchiveProof proven = proof.get();
        long bytes;
        try (ReadableFile view = proven.view(open(file))) {
          bytes = view.size();
        }
        return new Stretch(
            file, Transform.ZIP, bytes, () -> proven.view(open(file)), archives, neighbour(put));
      }
    }
    List<Stretch.Base> bases = new ArrayList<>();
    for (BaseFile base : put.bases()) {
      bases.add(new Stretch.Base(base.index(), View.RAW, base.entry().sizeBytes()));
    }
    return new Stretch(
        file, Transform.NONE, file.sizeBytes(), () -> open(file), bases, neighbour(put));
  }

  private static String neighbour(PutFile put) {
    return put.bases().isEmpty() ? put.file().path() : put.bases().get(0).entry().path();
  }

  /**
   * Those that can be inflated as a whole, as many as a dictionary holds; the first in any case.
   */
  private List<Stretch.Base> archives(List<BaseFile> bases) throws IOException {
    List<Stretch.Base> archives = new ArrayList<>();
    long left = Piece.MAX_DICTIONARY_BYTES;
    for (BaseFile base : bases) {
      long bytes = inflatedBytes(base);
      left -= bytes;
      if (bytes > 0 && (archives.isEmpty() || left >= 0)) {
        archives.add(new Stretch.Base(base.index(), View.INFLATED, bytes));
      }
    }
    return archives;
  }

  /** 0 when it has no view that can be read to its end. */
  private long inflatedBytes(BaseFile base) throws IOException {
    try (ReadableFile archive = baseFiles.open(base.index())) {
      Optional<InflatedFile> view = InflatedFile.of(archive);
      if (view.isEmpty()) {
        return 0;
      }
      byte[] buffer = new byte[BUFFER_BYTES];
      long at = 0;
      for (int read = 0; read >= 0; read = view.get().read(at, buffer, 0, buffer.length)) {
        at += read;
      }
      return at;
    } catch (EntryDamaged e) {
      return 0;
    }
  }

  private Optional<ArchiveProof> proof(ManifestEntry file) throws IOException {
    try (ReadableFile archive = open(file)) {
      return ArchiveProof.of(archive);
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
