package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.content.delta.BaseRange;
import org.contentmover.content.delta.NameShape;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.delta.View;

/**
 * An archive of the base, or an archive in one, that a new one is compared with. Usable by several
 * threads.
 */
final class OldArchive {
  /** As many are compared with a name; those after them are found by it no more. */
  private static final int MOST_OF_A_SHAPE = 256;

  private final int baseFile;
  private final View view;
  private final ArchiveEntries entries;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, List<Integer>> byShape = new HashMap<>();

  /** By checksum and length of the content. */
  private final Map<Long, Integer> byContent = new HashMap<>();

  private OldArchive(int baseFile, View view, ArchiveEntries entries) {
    this.baseFile = baseFile;
    this.view = view;
    this.entries = entries;
    for (int place = 0; place < entries.size(); place++) {
      ArchiveMember member = entries.members().get(place);
      byName.putIfAbsent(member.name(), place);
      byContent.putIfAbsent(contentOf(member), place);
      List<Integer> alike =
          byShape.computeIfAbsent(NameShape.of(member.name()), it -> new ArrayList<>(1));
      if (alike.size() < MOST_OF_A_SHAPE) {
        alike.add(place);
      }
    }
  }

  /**
   * Looks at a file of the base.
   *
   * @return empty when it is no archive
   */
  static Optional<OldArchive> of(int baseFile, View view, ReadableFile file) throws IOException {
    return ArchiveEntries.of(file, true).map(it -> new OldArchive(baseFile, view, it));
  }

  List<ArchiveMember> members() {
    return entries.members();
  }

  /** The archive as it is. */
  ReadableFile file() {
    return entries.archive();
  }

  ReadableFile content(int place) {
    return entries.content(place);
  }

  /** An entry as an archive, which is copied for it. */
  Optional<OldArchive> inside(int place, ReadableFile copied) throws IOException {
    return of(baseFile, view.of(place), copied);
  }

  /** Null when there is none. */
  Integer placeOf(String name) {
    return byName.get(name);
  }

  /** An entry that claims the same content; null when there is none. */
  Integer placeOfContent(ArchiveMember member) {
    Integer place = byContent.get(contentOf(member));
    return place != null && members().get(place).claimsContentOf(member) ? place : null;
  }

  /**
   * As {@link #placeOf}, for an entry whose version or hash is in its name: of several the one
   * whose name has most in common with it, from the beginning and from the end.
   */
  Integer placeOfShape(String name) {
    Integer best = null;
    int most = -1;
    for (int place : byShape.getOrDefault(NameShape.of(name), List.of())) {
      int common = common(name, members().get(place).name());
      if (common > most) {
        most = common;
        best = place;
      }
    }
    return best;
  }

  private static int common(String name, String other) {
    int least = Math.min(name.length(), other.length());
    int before = 0;
    while (before < least && name.charAt(before) == other.charAt(before)) {
      before++;
    }
    int after = 0;
    while (after < least - before
        && name.charAt(name.length() - 1 - after) == other.charAt(other.length() - 1 - after)) {
      after++;
    }
    return before + after;
  }

  private static long contentOf(ArchiveMember member) {
    return member.bytes() << Integer.SIZE ^ member.crc32() & 0xffff_ffffL;
  }

  /** Some bytes of the archive as it is. */
  BaseRange range(long offset, long length) {
    return new BaseRange(baseFile, view, offset, length);
  }

  /** Some bytes of what an entry has in it. */
  BaseRange range(int place, long offset, long length) {
    return new BaseRange(baseFile, view.of(place), offset, length);
  }

  void close() {
    entries.close();
  }
}
