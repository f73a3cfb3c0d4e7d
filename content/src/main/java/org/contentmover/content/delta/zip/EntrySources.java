package org.contentmover.content.delta.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.contentmover.content.delta.ReadableFile;
import org.contentmover.content.delta.Similarity;

/**
 * Which old entries the entries of a new archive come from: by their names, by their content, by
 * the shape of their names, and else by what they have in common with old entries whose names are
 * gone. Immutable.
 */
final class EntrySources {
  /** Of larger ones the list of chunks would say too little about each. */
  private static final long MOST_COMPARED_BYTES = 64 << 20;

  private static final long LEAST_COMPARED_BYTES = 512;

  private final List<ArchiveMember> members;
  private final List<OldArchive> olds;
  private final List<List<Source>> found = new ArrayList<>();
  private final BitSet same = new BitSet();

  /** An entry of an old archive, by its place. */
  record Source(OldArchive old, int place) {
    ArchiveMember member() {
      return old.members().get(place);
    }
  }

  private EntrySources(List<ArchiveMember> members, List<OldArchive> olds) {
    this.members = members;
    this.olds = olds;
  }

  static EntrySources find(ReadableFile archive, List<ArchiveMember> members, List<OldArchive> olds)
      throws IOException {
    EntrySources sources = new EntrySources(members, olds);
    sources.byNameAndContent();
    for (int i = 0; i < members.size(); i++) {
      if (!sources.of(i).isEmpty() && sources.hasBytesOf(archive, i)) {
        sources.same.set(i);
      }
    }
    if (!olds.isEmpty()) {
      sources.bySimilarity(archive);
    }
    return sources;
  }

  List<ArchiveMember> members() {
    return members;
  }

  List<OldArchive> olds() {
    return olds;
  }

  /** The most similar first; often one, sometimes none. */
  List<Source> of(int member) {
    return found.get(member);
  }

  /** Whether the bytes in the archive are those of the first source in its one. */
  boolean isSame(int member) {
    return same.get(member);
  }

  boolean hasSame() {
    return !same.isEmpty();
  }

  private void byNameAndContent() {
    for (ArchiveMember member : members) {
      Source source = source(old -> old.placeOf(member.name()));
      if (source == null || !source.member().claimsContentOf(member)) {
        Source equal = source(old -> old.placeOfContent(member));
        source = equal != null ? equal : source;
      }
      if (source == null) {
        source = source(old -> old.placeOfShape(member.name()));
      }
      found.add(source == null ? List.of() : List.of(source));
    }
  }

  /** In the first archive that has one; null when none has. */
  private Source source(Function<OldArchive, Integer> search) {
    for (OldArchive old : olds) {
      Integer place = search.apply(old);
      if (place != null) {
        return new Source(old, place);
      }
    }
    return null;
  }

  private boolean hasBytesOf(ReadableFile archive, int i) throws IOException {
    ArchiveMember member = members.get(i);
    Source source = found.get(i).get(0);
    ArchiveMember old = source.member();
    return member.claimsBytesOf(old)
        && EqualBytes.are(
            archive, member.offset(), source.old().file(), old.offset(), member.archiveBytes());
  }

  private void bySimilarity(ReadableFile archive) throws IOException {
    List<Integer> lonely = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      if (found.get(i).isEmpty() && members.get(i).bytes() >= LEAST_COMPARED_BYTES) {
        lonely.add(i);
      }
    }
    if (lonely.isEmpty()) {
      return;
    }
    Similarity<Source> similarity = new Similarity<>();
    Set<Source> used = new HashSet<>();
    found.forEach(used::addAll);
    long left = MOST_COMPARED_BYTES;
    for (OldArchive old : olds) {
      for (int place = 0; place < old.members().size(); place++) {
        Source source = new Source(old, place);
        long bytes = source.member().bytes();
        if (!used.contains(source) && bytes >= LEAST_COMPARED_BYTES && bytes <= left) {
          left -= bytes;
          try {
            similarity.add(source, old.content(place));
          } catch (EntryDamaged e) {
            // What cannot be read is like nothing.
          }
        }
      }
    }
    if (similarity.isEmpty()) {
      return;
    }
    try (CursorPool pool = new CursorPool()) {
      for (int i : lonely) {
        try {
          MemberFile content = new MemberFile(archive, members.get(i), pool);
          found.set(i, similarity.basesOf(content, null));
        } catch (EntryDamaged e) {
          // As it is then.
        }
      }
    }
  }
}
