package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.contentmover.core.manifest.ContentHash;
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
      throws AssignmentRejected {
    TreeInterpreter interpreter = new TreeInterpreter(BASE, traits);
    for (TreeChange change : changes) {
      interpreter.accept(change);
    }
    return interpreter.result();
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
  void shouldCarryOutCommandsInOrder() throws AssignmentRejected {
    Manifest result =
        carryOut(
            FileSystemTraits.POSIX,
            new TreeChange.RemoveFile("d/f"),
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
    requireRejected(RefusalReason.WRONG_COMMANDS, new TreeChange.RemoveDirectory("d"));
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
        RefusalReason.UNSAFE_SYMLINK,
        new TreeChange.RemoveFile("d/f"),
        new TreeChange.RemoveDirectory("d"),
        symlink("d", ".."));
  }

  @Test
  void shouldRejectBackslashesOnlyWhereTheyPartDirectories() throws AssignmentRejected {
    FileSystemTraits windows = new FileSystemTraits(true, true, false);
    requireRejected(RefusalReason.UNSAFE_PATH, windows, file("..\\evil"));
    assertTrue(carryOut(FileSystemTraits.POSIX, file("..\\good")).find("..\\good").isPresent());
  }

  @Test
  void shouldRejectTwinsOnlyWhereTheFileSystemFoldsThem() throws AssignmentRejected {
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
