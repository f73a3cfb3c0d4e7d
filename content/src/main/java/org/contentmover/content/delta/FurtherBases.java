package org.contentmover.content.delta;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file has of further bases that those before lack: only so much of them is worth its room
 * in a dictionary.
 */
final class FurtherBases {
  /** Where chunks are equal, what is around them is often nearly so. */
  private static final long MARGIN_BYTES = 1 << 12;

  private FurtherBases() {}

  /**
   * The first base as a whole, and parts of the others.
   *
   * @param bases two or more, the most similar first
   * @param chunks of each of them
   */
  static List<BaseRange> dictionary(Chunks content, List<BaseFile> bases, List<Chunks> chunks) {
    DictionaryRanges dictionary = new DictionaryRanges();
    Set<Long> lacking = new HashSet<>();
    for (int i = 0; i < content.count(); i++) {
      lacking.add(content.hash(i));
    }
    for (int i = 0; i < chunks.get(0).count(); i++) {
      lacking.remove(chunks.get(0).hash(i));
    }
    for (int further = 1; further < bases.size(); further++) {
      Chunks its = chunks.get(further);
      Set<Long> found = new HashSet<>();
      for (int i = 0; i < its.count(); i++) {
        if (lacking.contains(its.hash(i)) && found.add(its.hash(i))) {
          long from = Math.max(0, its.offset(i) - MARGIN_BYTES);
          long to = Math.min(its.bytes(), its.offset(i) + its.length(i) + MARGIN_BYTES);
          dictionary.add(new BaseRange(bases.get(further).index(), View.RAW, from, to - from));
        }
      }
      lacking.removeAll(found);
    }
    List<BaseRange> all = dictionary.all();
    all.add(0, whole(bases.get(0)));
    return all;
  }

  /** All of a base. */
  static BaseRange whole(BaseFile base) {
    return new BaseRange(base.index(), View.RAW, 0, base.entry().sizeBytes());
  }
}
