package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.HeapScratch;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.contentmover.core.manifest.TreeChange;
import org.junit.jupiter.api.Test;

/**
 * Commands that contradict the tree, each other or the file system reject the whole assignment
 * (CI-6).
 */
class TreeInterpreterTest {
  private static final ContentHash HASH = ContentHash.sha256(new byte[] {1});
  private static final Manifest BASE =
      Manifest.of(
          List.of(
              ManifestEntry.directory("", 0755, 0),
              ManifestEntry.directory("d", 0755, 0),
              ManifestEntry.file("d/f", 0644, 0, 1, HASH),
              ManifestEntry.symlink("l", 0, "d")));

  private static Manifest carryOut(FileSystemTraits traits, TreeChange... changes)
      throws Exception {
    TreeInterpreter interpreter = new TreeInterpreter(BASE, traits, HeapScratch::new);
    for (TreeChange change : changes) {
      interpreter.accept(change);
    }
    return interpreter.result().target();
  }

  private static void requireRejected(RefusalReason reason, TreeChange... changes) {
    requireRejected(reason, FileSystemTraits.POSIX, changes);
  }

  private static void requireRejected(
      RefusalReason reason, FileSystemTraits traits, TreeChange... changes) {
    AssignmentRejected rejected =
        assertThrows(AssignmentRejected.class, () -> carryOut(traits, changes));
    assertEquals(reason, rejected.reason(), rejected.getMessage());
  }

  private static TreeChange file(String path) {
    return new TreeChange.PutFile(ManifestEntry.file(path, 0644, 0, 1, HASH));
  }

  private static TreeChange directory(String path) {
    return new TreeChange.MakeDirectory(ManifestEntry.directory(path, 0755, 0));
  }

  private static TreeChange symlink(String path, String target) {
    return new TreeChange.PutSymlink(ManifestEntry.symlink(path, 0, target));
  }

  @Test
  void shouldCarryOutCommandsInOrder() throws Exception {
    Manifest result =
        carryOut(
            FileSystemTraits.POSIX,
            new TreeChange.RemoveDirectory("d"),
            new TreeChange.RemoveFile("l"),
            directory("l"),
            file("l/x"),
            new TreeChange.SetAttributes("", 0700, 5));
    assertEquals(
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0700, 5),
                ManifestEntry.directory("l", 0755, 0),
                ManifestEntry.file("l/x", 0644, 0, 1, HASH))),
        result);
  }

  @Test
  void shouldRejectWhatContradictsTheTree() {
    requireRejected(RefusalReason.WRONG_COMMANDS, directory("d"));
    requireRejected(RefusalReason.WRONG_COMMANDS, file("d"));
    requireRejected(RefusalReason.WRONG_COMMANDS, symlink("d/f", "x"));
    requireRejected(RefusalReason.WRONG_COMMANDS, file("missing/f"));
    requireRejected(RefusalReason.WRONG_COMMANDS, file("d/f/below"));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.RemoveFile("missing"));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.RemoveFile("d"));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.RemoveDirectory("d/f"));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.RemoveDirectory("missing"));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.RemoveDirectory(""));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.SetAttributes("missing", 0, 0));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.SetAttributes("l", 0, 0));
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.SetAttributes("d/f", 04755, 0));
  }

  @Test
  void shouldRejectTwoCommandsForOnePath() {
    requireRejected(RefusalReason.WRONG_COMMANDS, file("x"), file("x"));
    requireRejected(
        RefusalReason.WRONG_COMMANDS, file("d/f"), new TreeChange.SetAttributes("d/f", 0600, 0));
    requireRejected(RefusalReason.WRONG_COMMANDS, file("x"), new TreeChange.RemoveFile("x"));
    requireRejected(
        RefusalReason.WRONG_COMMANDS,
        new TreeChange.RemoveFile("d/f"),
        new TreeChange.RemoveFile("d/f"));
  }

  @Test
  void shouldRejectWritingThroughASymlink() {
    requireRejected(RefusalReason.WRONG_COMMANDS, file("l/through"));
    requireRejected(RefusalReason.WRONG_COMMANDS, symlink("s", "d"), file("s/through"));
  }

  @Test
  void shouldRejectSymlinksThatLeaveTheTree() {
    requireRejected(RefusalReason.UNSAFE_SYMLINK, symlink("x", "/etc/passwd"));
    requireRejected(RefusalReason.UNSAFE_SYMLINK, symlink("x", ".."));
    requireRejected(RefusalReason.UNSAFE_SYMLINK, symlink("d/x", "../.."));
    requireRejected(RefusalReason.UNSAFE_SYMLINK, symlink("x", "d/../../y"));
    requireRejected(RefusalReason.UNSAFE_SYMLINK, symlink("d/up", ".."), symlink("x", "d/up/.."));
  }

  @Test
  void shouldRejectAnOldSymlinkThatANewOneLeadsAstray() {
    // d/f is replaced by a directory's worth of escape: l -> d stays as it was.
    requireRejected(
        RefusalReason.UNSAFE_SYMLINK, new TreeChange.RemoveDirectory("d"), symlink("d", ".."));
  }

  @Test
  void shouldMoveADirectoryWithAllThatIsInIt() throws Exception {
    assertEquals(
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.directory("new", 0755, 0),
                ManifestEntry.directory("new/e", 0700, 0),
                ManifestEntry.file("new/e/f", 0600, 0, 1, HASH),
                ManifestEntry.symlink("l", 0, "d"))),
        carryOut(
            FileSystemTraits.POSIX,
            move("d", "new/e"),
            directory("new"),
            new TreeChange.SetAttributes("new/e", 0700, 0),
            new TreeChange.SetAttributes("new/e/f", 0600, 0)));
  }

  @Test
  void shouldLetDirectoriesChangePlacesAndLeaveOnesThatGo() throws Exception {
    Manifest base =
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.directory("a", 0755, 1),
                ManifestEntry.file("a/f", 0644, 1, 1, HASH),
                ManifestEntry.directory("b", 0755, 2),
                ManifestEntry.directory("b/in", 0755, 3),
                ManifestEntry.file("b/in/g", 0644, 4, 1, HASH),
                ManifestEntry.file("b/lost", 0644, 5, 1, HASH)));
    TreeInterpreter interpreter =
        new TreeInterpreter(base, FileSystemTraits.POSIX, HeapScratch::new);
    interpreter.accept(move("a", "b"));
    interpreter.accept(new TreeChange.RemoveDirectory("b"));
    interpreter.accept(move("b/in", "a"));
    TreeResult result = interpreter.result();
    ManifestEntry moved = ManifestEntry.file("a/g", 0644, 4, 1, HASH);
    assertEquals(
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.directory("a", 0755, 3),
                moved,
                ManifestEntry.directory("b", 0755, 1),
                ManifestEntry.file("b/f", 0644, 1, 1, HASH))),
        result.target());
    assertEquals(new FileOrigin.OfBase(base.find("b/in/g").orElseThrow()), originOf(result, moved));
    assertTrue(result.isLinked(moved, originOf(result, moved)));
  }

  @Test
  void shouldRejectMovesThatCannotBe() {
    RefusalReason wrong = RefusalReason.WRONG_COMMANDS;
    requireRejected(wrong, move("missing", "x"));
    requireRejected(wrong, move("l", "x"));
    requireRejected(wrong, move("d/f", "x"));
    requireRejected(wrong, move("", "x"));
    requireRejected(wrong, move("d", ""));
    requireRejected(wrong, move("d", "l"));
    requireRejected(wrong, move("d", "l/x"));
    requireRejected(wrong, move("d", "d/x"));
    requireRejected(wrong, move("d", "not/there"));
    requireRejected(wrong, move("d", "x"), move("d", "y"));
    requireRejected(wrong, move("d", "x"), new TreeChange.RemoveDirectory("d"));
    requireRejected(wrong, move("d", "x"), file("d/f"));
    requireRejected(wrong, file("x"), move("d", "y"));
    requireRejected(wrong, file("x"), new TreeChange.RemoveDirectory("d"));
    requireRejected(
        RefusalReason.UNSAFE_PATH, move("d", ("d".repeat(250) + "/").repeat(12) + "d".repeat(59)));
    requireRejected(
        RefusalReason.UNSAFE_PATH, new FileSystemTraits(true, true, false), move("d", "..\\x"));
    requireRejected(
        RefusalReason.UNSAFE_PATH, new FileSystemTraits(false, true, false), move("d", "L"));
  }

  @Test
  void shouldCopyFilesOfTheBaseAndNewOnes() throws Exception {
    ContentHash unknown = ContentHash.NONE;
    TreeInterpreter interpreter =
        new TreeInterpreter(BASE, FileSystemTraits.POSIX, HeapScratch::new);
    interpreter.accept(new TreeChange.RemoveDirectory("d"));
    interpreter.accept(new TreeChange.RemoveFile("l"));
    interpreter.accept(new TreeChange.PutFile(ManifestEntry.file("x", 0644, 0, 7, unknown)));
    interpreter.accept(copy("y", 0600, new TreeChange.CopyFile.OfNew("x")));
    interpreter.accept(copy("z", 0644, new TreeChange.CopyFile.OfBase(0)));
    TreeResult result = interpreter.result();
    ManifestEntry y = ManifestEntry.file("y", 0600, 0, 7, unknown);
    ManifestEntry z = ManifestEntry.file("z", 0644, 0, 1, HASH);
    assertEquals(
        Manifest.of(
            List.of(
                ManifestEntry.directory("", 0755, 0),
                ManifestEntry.file("x", 0644, 0, 7, unknown),
                y,
                z)),
        result.target());
    assertEquals(new FileOrigin.OfNew("x"), originOf(result, y));
    assertFalse(result.isLinked(y, originOf(result, y)));
    assertEquals(new FileOrigin.OfBase(BASE.find("d/f").orElseThrow()), originOf(result, z));
    assertTrue(result.isLinked(z, originOf(result, z)));
  }

  @Test
  void shouldRejectCopiesOfWhatIsNotThere() {
    RefusalReason wrong = RefusalReason.WRONG_COMMANDS;
    requireRejected(wrong, copy("x", 0644, new TreeChange.CopyFile.OfBase(1)));
    requireRejected(wrong, copy("x", 0644, new TreeChange.CopyFile.OfBase(-1)));
    requireRejected(wrong, copy("x", 0644, new TreeChange.CopyFile.OfNew("d/f")));
    requireRejected(wrong, copy("x", 0644, new TreeChange.CopyFile.OfNew("x")));
    requireRejected(wrong, copy("d", 0644, new TreeChange.CopyFile.OfBase(0)));
    requireRejected(wrong, copy("l", 0644, new TreeChange.CopyFile.OfBase(0)));
    requireRejected(wrong, copy("x", 04755, new TreeChange.CopyFile.OfBase(0)));
    requireRejected(
        wrong,
        file("x"),
        copy("y", 0644, new TreeChange.CopyFile.OfNew("x")),
        copy("z", 0644, new TreeChange.CopyFile.OfNew("y")));
  }

  private static FileOrigin originOf(TreeResult result, ManifestEntry entry) {
    return result.originOf(result.target().entries().indexOf(entry));
  }

  private static TreeChange move(String from, String to) {
    return new TreeChange.MoveDirectory(from, to);
  }

  private static TreeChange copy(String path, int mode, TreeChange.CopyFile.Source source) {
    return new TreeChange.CopyFile(path, mode, 0, source);
  }

  @Test
  void shouldRejectBackslashesOnlyWhereTheyPartDirectories() throws Exception {
    FileSystemTraits windows = new FileSystemTraits(true, true, false);
    requireRejected(RefusalReason.UNSAFE_PATH, windows, file("..\\evil"));
    assertTrue(carryOut(FileSystemTraits.POSIX, file("..\\good")).find("..\\good").isPresent());
  }

  @Test
  void shouldRejectTwinsOnlyWhereTheFileSystemFoldsThem() throws Exception {
    FileSystemTraits foldsCase = new FileSystemTraits(false, true, false);
    FileSystemTraits foldsUnicode = new FileSystemTraits(false, false, true);
    requireRejected(RefusalReason.UNSAFE_PATH, foldsCase, file("Page"), file("page"));
    requireRejected(RefusalReason.UNSAFE_PATH, foldsCase, directory("D"));
    requireRejected(RefusalReason.UNSAFE_PATH, foldsUnicode, file("caf\u00e9"), file("cafe\u0301"));
    carryOut(foldsUnicode, file("Page"), file("page"));
    carryOut(
        FileSystemTraits.POSIX, file("Page"), file("page"), file("caf\u00e9"), file("cafe\u0301"));
  }
}
