package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.contentmover.core.interpret.FileSystemTraits;
import org.contentmover.core.interpret.TreeInterpreter;
import org.junit.jupiter.api.Test;

class ManifestDiffTest {
  private static final ContentHash ONE = ContentHash.sha256(new byte[] {1});
  private static final ContentHash TWO = ContentHash.sha256(new byte[] {2});
  private static final ContentHash THREE = ContentHash.sha256(new byte[] {3});

  @Property(tries = 500)
  void shouldLeadFromAnyTreeToAnyOther(@ForAll long from, @ForAll long to) throws Exception {
    Manifest base = Trees.random(from);
    Manifest target = Trees.random(to);
    assertEquals(target, carryOut(base, ManifestDiff.between(base, target)));
    assertEquals(target, carryOut(Manifest.EMPTY, ManifestDiff.between(Manifest.EMPTY, target)));
    assertTrue(ManifestDiff.between(base, base).isEmpty());
  }

  private static Manifest carryOut(Manifest base, ManifestDiff diff) throws Exception {
    TreeInterpreter interpreter =
        new TreeInterpreter(base, FileSystemTraits.POSIX, HeapScratch::new);
    for (TreeChange change : diff.changes()) {
      interpreter.accept(change);
    }
    return interpreter.result().target();
  }

  @Test
  void shouldRemoveInnermostFirstAndMakeOutermostFirst() {
    Manifest base =
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.directory("old", 0755, 0),
                ManifestEntry.file("old/f", 0644, 0, 1, ONE),
                ManifestEntry.file("same", 0644, 0, 1, ONE),
                ManifestEntry.file("mode", 0644, 0, 1, ONE),
                ManifestEntry.file("kind", 0644, 0, 1, ONE)));
    Manifest target =
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.directory("new", 0755, 0),
                ManifestEntry.file("new/f", 0644, 0, 7, TWO),
                ManifestEntry.file("same", 0644, 0, 1, ONE),
                ManifestEntry.file("mode", 0600, 0, 1, ONE),
                ManifestEntry.symlink("kind", 0, "new")));
    ManifestDiff diff = ManifestDiff.between(base, target);
    assertEquals(
        List.of(
            new TreeChange.RemoveDirectory("old"),
            new TreeChange.RemoveFile("kind"),
            new TreeChange.PutSymlink(ManifestEntry.symlink("kind", 0, "new")),
            new TreeChange.SetAttributes("mode", 0600, 0),
            new TreeChange.MakeDirectory(ManifestEntry.directory("new", 0755, 0)),
            new TreeChange.PutFile(ManifestEntry.file("new/f", 0644, 0, 7, TWO))),
        diff.changes());
  }

  @Test
  void shouldFindContentThatIsThereAlready() {
    Manifest base =
        tree(ManifestEntry.file("a", 0644, 0, 1, ONE), ManifestEntry.file("gone", 0644, 0, 1, TWO));
    Manifest target =
        tree(
            ManifestEntry.file("a", 0644, 0, 1, ONE),
            ManifestEntry.file("b", 0644, 5, 1, TWO),
            ManifestEntry.file("new", 0644, 0, 1, THREE),
            ManifestEntry.file("same", 0644, 0, 1, THREE));
    assertEquals(
        List.of(
            new TreeChange.RemoveFile("gone"),
            new TreeChange.CopyFile("b", 0644, 5, new TreeChange.CopyFile.OfBase(1)),
            new TreeChange.PutFile(ManifestEntry.file("new", 0644, 0, 1, THREE)),
            new TreeChange.CopyFile("same", 0644, 0, new TreeChange.CopyFile.OfNew("new"))),
        ManifestDiff.between(base, target).changes());
  }

  @Test
  void shouldFindADirectoryThatWasRenamed() throws Exception {
    Manifest base = tree(directoryOf("docs/1.0/en", 20, 0));
    Manifest target = tree(directoryOf("docs/1.1/en", 20, 1));
    List<TreeChange> changes = ManifestDiff.between(base, target).changes();
    assertEquals(new TreeChange.MoveDirectory("docs/1.0", "docs/1.1"), changes.get(0));
    assertEquals(
        new TreeChange.PutFile(
            ManifestEntry.file("docs/1.1/en/f0", 0644, 0, 4, ContentHash.sha256(new byte[4]))),
        changes.get(1));
    assertEquals(2, changes.size());
    assertEquals(target, carryOut(base, ManifestDiff.between(base, target)));
  }

  @Test
  void shouldNotMoveADirectoryOfWhichMostStays() throws Exception {
    List<ManifestEntry> both = new ArrayList<>(List.of(directoryOf("old", 20, 0)));
    Manifest base = tree(both.toArray(ManifestEntry[]::new));
    both.addAll(List.of(directoryOf("new", 20, 0)));
    Manifest target = tree(both.toArray(ManifestEntry[]::new));
    List<TreeChange> changes = ManifestDiff.between(base, target).changes();
    assertTrue(changes.stream().noneMatch(TreeChange.MoveDirectory.class::isInstance));
    assertEquals(20, changes.stream().filter(TreeChange.CopyFile.class::isInstance).count());
    assertEquals(target, carryOut(base, ManifestDiff.between(base, target)));
  }

  @Property(tries = 300)
  void shouldLeadAnywhereWhateverWasMoved(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<ManifestEntry> old = new ArrayList<>();
    List<ManifestEntry> now = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      ManifestEntry[] content = directoryOf(name, 8 + random.nextInt(8), random.nextInt(3));
      old.addAll(List.of(content));
      String to = List.of("a", "b", "c", "d", "a/in", "c/in/it", "").get(random.nextInt(7));
      for (ManifestEntry entry : content) {
        if (!to.isEmpty() && random.nextInt(10) > 0) {
          now.add(entry.at(to + entry.path().substring(name.length())));
        }
      }
    }
    Manifest base = tree(old.toArray(ManifestEntry[]::new));
    Manifest target = tree(now.toArray(ManifestEntry[]::new));
    assertEquals(target, carryOut(base, ManifestDiff.between(base, target)));
    assertEquals(base, carryOut(target, ManifestDiff.between(target, base)));
  }

  /** Files f0, f1 … of their own contents, the first so many of which are of another size. */
  private static ManifestEntry[] directoryOf(String path, int files, int changed) {
    ManifestEntry[] entries = new ManifestEntry[files];
    for (int i = 0; i < files; i++) {
      byte[] content = i < changed ? new byte[4] : new byte[] {(byte) i, 7, 7};
      entries[i] =
          ManifestEntry.file(path + "/f" + i, 0644, i, content.length, ContentHash.sha256(content));
    }
    return entries;
  }

  /** The entries with the directories above them; of two with one path the first. */
  private static Manifest tree(ManifestEntry... entries) {
    Map<String, ManifestEntry> byPath = new HashMap<>();
    byPath.put("", ManifestEntry.directory("", 0755, 0));
    for (ManifestEntry entry : entries) {
      byPath.putIfAbsent(entry.path(), entry);
    }
    for (ManifestEntry entry : entries) {
      for (String above = TreePath.parent(entry.path());
          !above.isEmpty();
          above = TreePath.parent(above)) {
        byPath.put(above, ManifestEntry.directory(above, 0755, 0));
      }
    }
    return Manifest.of(byPath.values());
  }
}
