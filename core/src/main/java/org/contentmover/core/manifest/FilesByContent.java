package org.contentmover.core.manifest;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds some files of a manifest by their content; 16 to 20 bytes for each file, whatever their
 * names are. Immutable.
 */
final class FilesByContent {
  private static final int NONE = -1;

  private final Manifest manifest;
  private final int[] first;
  private final int[] file;
  private final long[] hash;
  private final int[] next;

  /**
   * Of some entries, all of which are files.
   *
   * @param entries by their place in the manifest
   */
  FilesByContent(Manifest manifest, BitSet entries) {
    this.manifest = manifest;
    int files = entries.cardinality();
    this.first = new int[Math.max(1, Integer.highestOneBit(files))];
    this.file = new int[files];
    this.hash = new long[files];
    this.next = new int[files];
    Arrays.fill(first, NONE);
    int index = 0;
    int number = 0;
    for (ManifestEntry entry : manifest) {
      if (entries.get(index)) {
        file[number] = index;
        hash[number] = entry.sha256().word0();
        number++;
      }
      index++;
    }
    // From the last to the first: each list is in the order of the manifest then.
    for (number = files - 1; number >= 0; number--) {
      int place = place(hash[number]);
      next[number] = first[place];
      first[place] = number;
    }
  }

  private int place(long word) {
    return (int) word & (first.length - 1);
  }

  /** Takes files; false when it wants no more. */
  @FunctionalInterface
  interface Visitor {
    boolean visit(ManifestEntry file);
  }

  /** Shows the files of a content in the order of the manifest. */
  void forEach(ContentHash content, Visitor visitor) {
    for (int number = first[place(content.word0())]; number != NONE; number = next[number]) {
      if (hash[number] == content.word0()) {
        ManifestEntry entry = manifest.entries().get(file[number]);
        if (entry.sha256().equals(content) && !visitor.visit(entry)) {
          return;
        }
      }
    }
  }
}
