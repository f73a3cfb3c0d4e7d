package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UnequalEntriesTest {
  private record Pair(ManifestEntry before, ManifestEntry now) {}

  @Property(tries = 500)
  void shouldShowWhatDiffersAndNothingElse(@ForAll long from, @ForAll long to) {
    Manifest base = Trees.random(from);
    Manifest target = Trees.random(to);
    List<Pair> found = new ArrayList<>();
    for (UnequalEntries unequal = UnequalEntries.of(base, target); unequal.next(); ) {
      ManifestEntry before = unequal.before();
      found.add(new Pair(before, unequal.now()));
      if (before != null) {
        assertEquals(before, base.entries().get(unequal.indexBefore()));
      }
      if (before != null && before.isFile()) {
        assertEquals(before, base.files().get(unequal.fileBefore()));
      }
      if (unequal.now() != null) {
        assertEquals(unequal.now(), target.entries().get(unequal.indexNow()));
      }
    }
    assertEquals(expected(base, target), found);
    assertFalse(UnequalEntries.of(base, base).next());
  }

  private static List<Pair> expected(Manifest base, Manifest target) {
    Set<String> paths = new TreeSet<>(TreePath.ORDER);
    base.forEach(entry -> paths.add(entry.path()));
    target.forEach(entry -> paths.add(entry.path()));
    List<Pair> unequal = new ArrayList<>();
    for (String path : paths) {
      Pair pair = new Pair(base.find(path).orElse(null), target.find(path).orElse(null));
      if (pair.before() == null || !pair.before().equals(pair.now())) {
        unequal.add(pair);
      }
    }
    return unequal;
  }

  @Test
  void shouldShowAllWhereThereWasNothing() {
    Manifest target = Trees.random(7);
    int count = 0;
    for (UnequalEntries unequal = UnequalEntries.of(Manifest.EMPTY, target); unequal.next(); ) {
      assertEquals(target.entries().get(count++), unequal.now());
    }
    assertEquals(target.size(), count);
  }

  @Property(tries = 200)
  void shouldCountAndFindFilesAsBytes(@ForAll long seed) {
    Manifest tree = Trees.random(seed);
    for (ManifestEntry entry : tree) {
      String inside = entry.path() + "/";
      assertEquals(
          tree.files().stream().filter(file -> file.path().startsWith(inside)).count(),
          tree.filesBelow(entry.path()));
      assertEquals(tree.files().indexOf(entry), tree.indexOfFile(entry.path()));
      if (entry.isFile()) {
        int first = tree.firstFiles(Set.of(entry.sha256())).get(entry.sha256());
        assertEquals(entry.sha256(), tree.files().get(first).sha256());
        tree.files().subList(0, first).forEach(file -> assertFalse(file.sameContent(entry)));
      }
    }
    assertEquals(
        tree.files().stream().mapToLong(ManifestEntry::sizeBytes).sum(), tree.contentBytes());
    assertEquals(Map.of(), tree.firstFiles(Set.of(ContentHash.NONE)));
  }
}
