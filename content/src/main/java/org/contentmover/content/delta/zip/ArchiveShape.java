package org.contentmover.content.delta.zip;

import java.util.List;

/**
 * Which parts of an archive are looked at otherwise than as they are. Immutable.
 *
 * @param level of deflating, 1 to 9; 0 when it does not matter
 * @param parts in the order of the archive, none overlapping another
 */
record ArchiveShape(int level, List<Part> parts) {
  /** Archives in an archive are looked into, but not those inside of them. */
  static final int MAX_DEPTH = 2;

  ArchiveShape {
    parts = List.copyOf(parts);
  }

  /**
   * A part.
   *
   * @param inside what it is as an archive; null when it is none
   */
  record Part(ArchiveMember member, ArchiveShape inside) {
    Recipe.Kind kind() {
      if (inside == null) {
        return Recipe.Kind.DEFLATED;
      }
      return member.deflated() ? Recipe.Kind.DEFLATED_ARCHIVE : Recipe.Kind.STORED_ARCHIVE;
    }
  }
}
