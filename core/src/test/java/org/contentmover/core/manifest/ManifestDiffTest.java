package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.FileSystemTraits;
import org.contentmover.core.interpret.TreeInterpreter;
import org.junit.jupiter.api.Test;

class ManifestDiffTest {
  private static final ContentHash ONE = ContentHash.sha256(new byte[] {1});
  private static final ContentHash TWO = ContentHash.sha256(new byte[] {2});

  @Property(tries = 500)
  void shouldLeadFromAnyTreeToAnyOther(@ForAll long from, @ForAll long to)
      throws AssignmentRejected {
    Manifest base = Trees.random(from);
    Manifest target = Trees.random(to);
    assertEquals(target, carryOut(base, ManifestDiff.between(base, target)));
    assertEquals(target, carryOut(Manifest.EMPTY, ManifestDiff.between(Manifest.EMPTY, target)));
    assertTrue(ManifestDiff.between(base, base).isEmpty());
  }

  private static Manifest carryOut(Manifest base, ManifestDiff diff) throws AssignmentRejected {
    TreeInterpreter interpreter = new TreeInterpreter(base, FileSystemTraits.POSIX);
    for (TreeChange change : diff.changes()) {
      interpreter.accept(change);
    }
    return interpreter.result();
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
            new TreeChange.RemoveFile("old/f"),
            new TreeChange.RemoveDirectory("old"),
            new TreeChange.RemoveFile("kind"),
            new TreeChange.PutSymlink(ManifestEntry.symlink("kind", 0, "new")),
            new TreeChange.SetAttributes("mode", 0600, 0),
            new TreeChange.MakeDirectory(ManifestEntry.directory("new", 0755, 0)),
            new TreeChange.PutFile(ManifestEntry.file("new/f", 0644, 0, 7, TWO))),
        diff.changes());
  }
}
