package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.contentmover.core.manifest.ChangedPath.Kind;
import org.junit.jupiter.api.Test;

/** What people are shown of the difference between two trees (CM-11). */
class TreeComparisonTest {
  private static final int MOST = 100;

  @Property(tries = 500)
  void shouldCountEveryPathThatDiffersOnce(@ForAll long from, @ForAll long to) {
    Manifest before = Trees.random(from);
    Manifest now = Trees.random(to);
    long added = 0;
    long changed = 0;
    long removed = 0;
    for (UnequalEntries unequal = UnequalEntries.of(before, now); unequal.next(); ) {
      added += unequal.before() == null ? 1 : 0;
      removed += unequal.now() == null ? 1 : 0;
      changed += unequal.before() != null && unequal.now() != null ? 1 : 0;
    }
    TreeComparison compared = TreeComparison.of(before, now, MOST);
    long moved = compared.count(Kind.MOVED);
    assertEquals(added, compared.count(Kind.NEW) + moved);
    assertEquals(removed, compared.count(Kind.REMOVED) + moved);
    assertEquals(changed, compared.count(Kind.CHANGED));
    for (Kind kind : Kind.values()) {
      long named =
          compared.paths().stream()
              .filter(path -> path.kind() == kind)
              .mapToLong(ChangedPath::entries)
              .sum();
      assertEquals(compared.count(kind), named, kind.name());
    }
    assertTrue(TreeComparison.of(now, now, MOST).isEmpty());
  }

  @Test
  void shouldNameADirectoryThatMovedOnceAndWhatElseBecameOfIt() {
    List<ManifestEntry> before = directories("old");
    List<ManifestEntry> now = directories("new");
    for (int i = 0; i < 20; i++) {
      before.add(file("old/" + i, "same " + i));
      if (i > 1) {
        now.add(file("new/" + i, i == 2 ? "other" : "same " + i));
      }
    }
    now.add(file("new/fresh", "fresh"));
    TreeComparison compared = TreeComparison.of(Manifest.of(before), Manifest.of(now), MOST);
    assertEquals(
        List.of(
            new ChangedPath(Kind.NEW, "new/fresh", "", 1, 5),
            new ChangedPath(Kind.CHANGED, "new/2", "old/2", 1, 5),
            new ChangedPath(Kind.REMOVED, "old/0", "", 1, 0),
            new ChangedPath(Kind.REMOVED, "old/1", "", 1, 0),
            new ChangedPath(Kind.MOVED, "new", "old", 18, 0)),
        compared.paths());
    assertEquals(18, compared.count(Kind.MOVED));
    assertEquals("other".length() + "fresh".length(), compared.contentBytes());
  }

  @Test
  void shouldNameAFileThatMovedAndADirectoryThatWentWithAllInIt() {
    List<ManifestEntry> before = directories("a", "a/b");
    before.add(file("a/b/c", "gone"));
    before.add(file("a/moved", "content"));
    before.add(file("a-z", "next to it"));
    List<ManifestEntry> now = directories();
    now.add(file("elsewhere", "content"));
    now.add(file("once more", "content"));
    TreeComparison compared = TreeComparison.of(Manifest.of(before), Manifest.of(now), MOST);
    assertEquals(
        List.of(
            new ChangedPath(Kind.NEW, "once more", "", 1, 7),
            new ChangedPath(Kind.REMOVED, "a", "", 3, 0),
            new ChangedPath(Kind.REMOVED, "a-z", "", 1, 0),
            new ChangedPath(Kind.MOVED, "elsewhere", "a/moved", 1, 7)),
        compared.paths());
    assertEquals(0, compared.contentBytes(), "what was there is not sent");
  }

  @Test
  void shouldCountWhatItDoesNotName() {
    List<ManifestEntry> now = directories();
    for (int i = 0; i < 10; i++) {
      now.add(file("f" + i, "content " + i));
    }
    TreeComparison compared = TreeComparison.of(Manifest.EMPTY, Manifest.of(now), 3);
    assertEquals(11, compared.count(Kind.NEW), "the root too");
    assertEquals(
        List.of("", "f0", "f1"), compared.paths().stream().map(ChangedPath::path).toList());
    assertEquals(10 * "content 0".length(), compared.contentBytes());
  }

  private static List<ManifestEntry> directories(String... paths) {
    List<ManifestEntry> entries = new ArrayList<>();
    entries.add(ManifestEntry.directory("", 0755, 0));
    for (String path : paths) {
      entries.add(ManifestEntry.directory(path, 0755, 0));
    }
    return entries;
  }

  private static ManifestEntry file(String path, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return ManifestEntry.file(path, 0644, 0, bytes.length, ContentHash.sha256(bytes));
  }
}
