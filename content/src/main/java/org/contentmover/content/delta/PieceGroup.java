package org.contentmover.content.delta;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Small files that share a piece, and what their common dictionary holds. One thread while it is
 * filled.
 */
final class PieceGroup {
  /** Room in a dictionary for what came before in the stream. */
  private static final long FREE_BYTES = 1 << 20;

  private static final int FREE_RANGES = 128;

  private final List<Stretch> files = new ArrayList<>();
  private final Map<Source, List<BaseRange>> bases = new LinkedHashMap<>();
  private long contentBytes;
  private long dictionaryBytes;
  private int ranges;

  /** What ranges may overlap in. */
  private record Source(int baseFile, View view) {}

  /** Takes a file if there is room; a group without files takes any that fits a piece. */
  boolean take(Stretch stretch) {
    Map<Source, DictionaryRanges> touched = new LinkedHashMap<>();
    for (BaseRange range : stretch.dictionary()) {
      Source source = new Source(range.baseFile(), range.view());
      touched.computeIfAbsent(source, this::thoseOf).add(range);
    }
    Map<Source, List<BaseRange>> joined = new LinkedHashMap<>();
    touched.forEach((source, its) -> joined.put(source, its.all()));
    long dictionaryBytesWith = dictionaryBytes;
    int rangesWith = ranges;
    for (Map.Entry<Source, List<BaseRange>> it : joined.entrySet()) {
      List<BaseRange> before = bases.getOrDefault(it.getKey(), List.of());
      dictionaryBytesWith += bytesOf(it.getValue()) - bytesOf(before);
      rangesWith += it.getValue().size() - before.size();
    }
    boolean joins = !files.isEmpty();
    if (contentBytes + stretch.bytes() > Piece.MAX_CONTENT_BYTES
        || dictionaryBytesWith > Piece.MAX_DICTIONARY_BYTES - (joins ? FREE_BYTES : 0)
        || rangesWith > Piece.MAX_DICTIONARY_RANGES - (joins ? FREE_RANGES : 0)) {
      return false;
    }
    files.add(stretch);
    bases.putAll(joined);
    contentBytes += stretch.bytes();
    dictionaryBytes = dictionaryBytesWith;
    ranges = rangesWith;
    return true;
  }

  private DictionaryRanges thoseOf(Source source) {
    DictionaryRanges its = new DictionaryRanges();
    bases.getOrDefault(source, List.of()).forEach(its::add);
    return its;
  }

  private static long bytesOf(List<BaseRange> ranges) {
    return ranges.stream().mapToLong(BaseRange::length).sum();
  }

  List<Stretch> files() {
    return files;
  }

  int contentBytes() {
    return (int) contentBytes;
  }

  /** The old versions in the order in which the files need them. */
  List<BaseRange> dictionary() {
    return bases.values().stream().flatMap(List::stream).toList();
  }
}
