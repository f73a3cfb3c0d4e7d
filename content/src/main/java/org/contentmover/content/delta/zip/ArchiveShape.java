package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.contentmover.content.delta.ReadableFile;

/**
 * Which parts of an archive are looked at otherwise than as they are. Immutable.
 *
 * @param level of deflating, 1 to 9; 0 when it does not matter
 * @param parts in the order of the archive, none overlapping another
 */
record ArchiveShape(int level, List<Part> parts) {
  /** Archives in an archive are looked into, but not those inside of them. */
  static final int MAX_DEPTH = 2;

  /** How an archive file begins that has entries. */
  private static final byte[] BEGINNING = {'P', 'K', 3, 4};

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

  /** All there is to inflate in an archive of the base; no parts when it is none. */
  static ArchiveShape ofAll(ReadableFile archive) throws IOException {
    try (CursorPool pool = new CursorPool()) {
      return ofAll(archive, pool, 1);
    }
  }

  private static ArchiveShape ofAll(ReadableFile archive, CursorPool pool, int depth)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    for (ArchiveMember member : ArchiveIndex.membersOf(archive)) {
      ArchiveShape inside = null;
      MemberFile content = new MemberFile(archive, member, pool);
      if (depth < MAX_DEPTH && isArchive(content)) {
        inside = ofAll(content, pool, depth + 1);
      }
      if (inside != null && !inside.parts().isEmpty()) {
        parts.add(new Part(member, inside));
      } else if (member.deflated()) {
        parts.add(new Part(member, null));
      }
    }
    return new ArchiveShape(0, parts);
  }

  static boolean isArchive(ReadableFile file) throws IOException {
    if (file.size() < BEGINNING.length) {
      return false;
    }
    byte[] beginning = new byte[BEGINNING.length];
    file.readFully(0, beginning, 0, beginning.length);
    return Arrays.equals(beginning, BEGINNING);
  }
}
