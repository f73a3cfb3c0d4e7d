package org.contentmover.content.delta;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file has of further bases that those before lack: only so much of them is worth its room
 * in a dictionary. Usable by any thread.
 */
final class FurtherBases {
  private static final Chunking CHUNKING = Chunking.ofAverage(1 << 9);

  /** Where chunks are equal, what is around them is often nearly so. */
  private static final long MARGIN_BYTES = 1 << 12;

  private final BaseFiles baseFiles;

  FurtherBases(BaseFiles baseFiles) {
    this.baseFiles = baseFiles;
  }

  /**
   * The first base as a whole, and parts of the others.
   *
   * @param bases two or more, the most similar first
   */
  List<BaseRange> dictionary(ReadableFile content, List<BaseFile> bases) throws IOException {
    DictionaryRanges dictionary = new DictionaryRanges();
    BaseRange first = whole(bases.get(0));
    Set<Long> lacking = new HashSet<>();
    scan(
        content,
        (offset, length, hash) -> {
          lacking.add(hash);
          return true;
        });
    try (ReadableFile base = baseFiles.open(first.baseFile())) {
      scan(
          base,
          (offset, length, hash) -> {
            lacking.remove(hash);
            return !lacking.isEmpty();
          });
    }
    for (BaseFile further : bases.subList(1, bases.size())) {
      Set<Long> found = new HashSet<>();
      try (ReadableFile base = baseFiles.open(further.index())) {
        scan(
            base,
            (offset, length, hash) -> {
              if (lacking.contains(hash) && found.add(hash)) {
                long from = Math.max(0, offset - MARGIN_BYTES);
                long to = Math.min(base.size(), offset + length + MARGIN_BYTES);
                dictionary.add(new BaseRange(further.index(), View.RAW, from, to - from));
              }
              return true;
            });
      }
      lacking.removeAll(found);
    }
    List<BaseRange> all = dictionary.all();
    all.add(0, first);
    return all;
  }

  private static void scan(ReadableFile file, Chunking.Visitor visitor) throws IOException {
    CHUNKING.scan(file, 0, file.size(), visitor);
  }

  /** All of a base. */
  static BaseRange whole(BaseFile base) {
    return new BaseRange(base.index(), View.RAW, 0, base.entry().sizeBytes());
  }
}
