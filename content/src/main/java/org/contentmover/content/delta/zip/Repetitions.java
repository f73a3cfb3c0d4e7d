package org.contentmover.content.delta.zip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.content.delta.Likeness;

/**
 * Finds in a view what is in it more than once: a library that is in other archives, too. Goes by
 * what archives claim; who is wrong about it packs less well. One thread.
 */
final class Repetitions {
  /** What is shorter is found by chance, or costs as much to name. */
  private static final long LEAST_BYTES = 128;

  /** What entries claim to be. */
  private record Content(long bytes, int crc32) {}

  private final List<Likeness> known;
  private final List<Likeness> marked = new ArrayList<>();
  private final Map<Content, Long> first = new HashMap<>();
  private int next;

  private Repetitions(List<Likeness> known) {
    this.known = known;
  }

  /** What is known of a view; an entry that was in it before is known by that alone. */
  static List<Likeness> marked(InflatedFile view, List<Likeness> known) {
    Repetitions it = new Repetitions(known);
    view.forEachEntry(it::take);
    it.copyUpTo(Long.MAX_VALUE);
    return it.marked;
  }

  private void take(ArchiveMember member, long offset) {
    if (member.bytes() < LEAST_BYTES) {
      return;
    }
    Long before = first.putIfAbsent(new Content(member.bytes(), member.crc32()), offset);
    if (before == null) {
      return;
    }
    copyUpTo(offset);
    if (next < known.size() && known.get(next).offset() == offset && known.get(next).same()
        || !marked.isEmpty() && marked.get(marked.size() - 1).end() > offset) {
      return;
    }
    long end = offset + member.bytes();
    while (next < known.size() && known.get(next).offset() < end) {
      next++;
    }
    marked.add(Likeness.again(offset, member.bytes(), before));
  }

  private void copyUpTo(long offset) {
    while (next < known.size() && known.get(next).offset() < offset) {
      marked.add(known.get(next++));
    }
  }
}
