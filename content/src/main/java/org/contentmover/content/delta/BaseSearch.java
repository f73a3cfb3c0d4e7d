package org.contentmover.content.delta;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreePath;

/**
 * Finds out what new content resembles: its own path, then what shares chunks with it among the old
 * files that went or changed, then what has a name of the same shape (CM-3). One thread.
 */
final class BaseSearch {
  /** 24 MiB, for more than a gigabyte of files. */
  private static final long MAX_CHUNKS_HELD = 1 << 21;

  private final BaseFiles baseFiles;
  private final NewFiles newFiles;
  private final Similarity<BaseFile> similarity = new Similarity<>();
  private final Map<BaseFile, Chunks> chunks = new HashMap<>();
  private long chunksHeld;
  private final Map<String, BaseFile> goneByPathShape = new HashMap<>();
  private final Map<String, BaseFile> goneByNameShape = new HashMap<>();

  BaseSearch(BaseFiles baseFiles, NewFiles newFiles) {
    this.baseFiles = baseFiles;
    this.newFiles = newFiles;
  }

  /**
   * Finds the bases of all files at once.
   *
   * @param puts with the old file of the same path, if there is one
   * @param gone files of the base no file of the target comes from
   */
  List<PutFile> search(List<PutFile> puts, List<BaseFile> gone) throws IOException {
    for (BaseFile file : gone) {
      if (file.entry().sizeBytes() > 0) {
        goneByPathShape.putIfAbsent(NameShape.of(file.entry().path()), file);
        goneByNameShape.putIfAbsent(nameShape(file.entry()), file);
      }
    }
    boolean newOnes = puts.stream().anyMatch(put -> put.bases().isEmpty());
    boolean changes = puts.stream().filter(put -> !put.bases().isEmpty()).count() > 1;
    if (newOnes || changes) {
      index(puts, gone, newOnes);
    }
    List<PutFile> found = new ArrayList<>(puts.size());
    for (PutFile put : puts) {
      found.add(based(put));
    }
    return found;
  }

  private void index(List<PutFile> puts, List<BaseFile> gone, boolean large) throws IOException {
    List<BaseFile> candidates = new ArrayList<>();
    puts.forEach(put -> candidates.addAll(put.bases()));
    Set<BaseFile> changed = Set.copyOf(candidates);
    gone.stream().filter(file -> !changed.contains(file)).forEach(candidates::add);
    for (BaseFile file : candidates) {
      long size = file.entry().sizeBytes();
      if (size > 0 && size <= Piece.MAX_DICTIONARY_BYTES) {
        similarity.add(file, chunksOf(file));
      } else if (size > 0 && large && !changed.contains(file)) {
        try (ReadableFile content = baseFiles.open(file.index())) {
          similarity.add(file, content);
        }
      }
    }
  }

  private PutFile based(PutFile put) throws IOException {
    if (put.isLarge() && !put.bases().isEmpty() || put.file().sizeBytes() == 0) {
      return put;
    }
    if (similarity.isEmpty()) {
      return put.bases().isEmpty() ? PutFile.over(put.file(), byName(put.file())) : put;
    }
    BaseFile known = put.bases().isEmpty() ? null : put.bases().get(0);
    List<BaseFile> bases;
    Chunks chunks = null;
    try (ReadableFile content = newFiles.open(put.file())) {
      if (put.isLarge()) {
        bases = similarity.basesOf(content, known);
      } else {
        chunks = Chunks.of(content);
        bases = similarity.basesOf(chunks, known);
      }
    }
    bases = bases.isEmpty() ? byName(put.file()) : fitting(bases);
    if (bases.size() < 2 || chunks == null) {
      return PutFile.over(put.file(), bases);
    }
    List<Chunks> ofBases = new ArrayList<>();
    for (BaseFile base : bases) {
      ofBases.add(chunksOf(base));
    }
    return new PutFile(put.file(), bases, FurtherBases.dictionary(chunks, bases, ofBases));
  }

  /**
   * They are held, as long as there is room; a file that is compared twice is seldom read twice.
   */
  private Chunks chunksOf(BaseFile base) throws IOException {
    Chunks held = chunks.get(base);
    if (held != null) {
      return held;
    }
    Chunks its;
    try (ReadableFile content = baseFiles.open(base.index())) {
      its = Chunks.of(content);
    }
    chunksHeld += its.count();
    if (chunksHeld <= MAX_CHUNKS_HELD) {
      chunks.put(base, its);
    }
    return its;
  }

  private List<BaseFile> byName(ManifestEntry file) {
    BaseFile samePath = goneByPathShape.get(NameShape.of(file.path()));
    BaseFile sameName = samePath != null ? samePath : goneByNameShape.get(nameShape(file));
    return sameName == null ? List.of() : List.of(sameName);
  }

  /** Names that are nothing but a number or a hash have no shape; their type is too little. */
  private static String nameShape(ManifestEntry file) {
    String shape = NameShape.of(TreePath.name(file.path()));
    return shape.startsWith("#.") ? file.path() : shape;
  }

  /** As many as a dictionary holds; the first one in any case. */
  private static List<BaseFile> fitting(List<BaseFile> bases) {
    List<BaseFile> fitting = new ArrayList<>();
    long left = Piece.MAX_DICTIONARY_BYTES;
    for (BaseFile base : bases) {
      left -= base.entry().sizeBytes();
      if (fitting.isEmpty() || left >= 0) {
        fitting.add(base);
      }
    }
    return fitting;
  }
}
