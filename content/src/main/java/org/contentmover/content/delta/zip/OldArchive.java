package org.contentmover.content.delta.zip;

import java.io.IOException;
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
  private final int baseFile;
  private final View view;
  private final ArchiveEntries entries;
  private final Map<String, Integer> byName = new HashMap<>();
  private final Map<String, Integer> byShape = new HashMap<>();

  private OldArchive(int baseFile, View view, ArchiveEntries entries) {
    this.baseFile = baseFile;
    this.view = view;
    this.entries = entries;
    for (int place = 0; place < entries.size(); place++) {
      String name = entries.members().get(place).name();
      byName.putIfAbsent(name, place);
      byShape.putIfAbsent(NameShape.of(name), place);
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

  /** As above, for an entry whose version or hash is in its name. */
  Integer placeOfShape(String name) {
    return byShape.get(NameShape.of(name));
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
