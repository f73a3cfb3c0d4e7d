package org.contentmover.content.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.contentmover.core.manifest.TreePath;

/**
 * The order in which files are packed and travel: small ones of one type side by side, because they
 * compress best so; then small ones that are packed already; then large ones.
 */
public final class PackOrder {
  /** Larger files gain nothing from company. */
  public static final int MAX_GROUPED_FILE_BYTES = 128 * 1024;

  /** What the files of a frame have together, at most. */
  public static final int MAX_GROUP_BYTES = 1024 * 1024;

  static final int SMALL = 0;
  static final int SMALL_AND_PACKED = 1;
  static final int LARGE = 2;

  private PackOrder() {}

  /** What decides about the place of a file, worked out once for each. */
  private record Place<T>(int rank, String type, String path, T file) {}

  /** Sorts whatever has a path and a size. */
  public static <T> List<T> sorted(
      Collection<? extends T> files,
      Function<T, String> path,
      ToLongFunction<T> sizeBytes,
      CompressionPolicy compression) {
    List<Place<T>> places = new ArrayList<>(files.size());
    for (T file : files) {
      String name = path.apply(file);
      places.add(
          new Place<>(
              rank(name, sizeBytes.applyAsLong(file), compression),
              CompressionPolicy.typeOf(name),
              name,
              file));
    }
    places.sort(
        Comparator.comparingInt((Place<T> place) -> place.rank())
            .thenComparing(Place::type)
            .thenComparing(Place::path, TreePath.ORDER));
    List<T> sorted = new ArrayList<>(places.size());
    places.forEach(place -> sorted.add(place.file()));
    return sorted;
  }

  static int rank(String path, long sizeBytes, CompressionPolicy compression) {
    if (sizeBytes > MAX_GROUPED_FILE_BYTES) {
      return LARGE;
    }
    return compression.compresses(path) ? SMALL : SMALL_AND_PACKED;
  }
}
