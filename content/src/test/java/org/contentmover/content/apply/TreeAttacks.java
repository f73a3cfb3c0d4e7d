package org.contentmover.content.apply;

import static org.contentmover.content.apply.AttackedServer.command;
import static org.contentmover.content.apply.AttackedServer.copyFile;
import static org.contentmover.content.apply.AttackedServer.file;
import static org.contentmover.content.apply.AttackedServer.makeDirectory;
import static org.contentmover.content.apply.AttackedServer.moveDirectory;
import static org.contentmover.content.apply.AttackedServer.putFile;
import static org.contentmover.content.apply.AttackedServer.putSymlink;
import static org.contentmover.content.apply.AttackedServer.removeDirectory;
import static org.contentmover.content.apply.AttackedServer.removeFile;
import static org.contentmover.content.apply.AttackedServer.setAttributes;
import static org.contentmover.core.interpret.RefusalReason.UNSAFE_SYMLINK;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;
import org.contentmover.format.MakeDirectory;
import org.contentmover.format.PutSymlink;
import org.contentmover.format.SetAttributes;
import org.contentmover.format.Transform;

/**
 * Commands with safe paths that lead to a tree that is none, or is dangerous: symlinks that leave
 * it, modes, times, kinds that are in each other's way (CI-6). The tree has a file f, a directory d
 * with in.txt and e, and a symlink l to d.
 */
final class TreeAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private TreeAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    TreeAttacks it = new TreeAttacks(server);
    it.symlinks();
    it.modes();
    it.times();
    it.kinds();
    it.contradictions();
    return it.attacks;
  }

  private void symlinks() {
    String chain = "symlinks that leave the tree together";
    Map<String, String> absolute = new LinkedHashMap<>();
    absolute.put("to a file", "/etc/passwd");
    absolute.put("to the root", "/");
    absolute.put("with doubled slash", "//etc");
    absolute.put("to the live tree itself", server.server().site().live().toString());
    absolute.forEach(
        (place, target) ->
            add("absolute symlink", place, UNSAFE_SYMLINK, "ABSOLUTE", putSymlink("s", target)));
    Map<String, Command.Builder> outside = new LinkedHashMap<>();
    outside.put("`..` in the root", putSymlink("s", ".."));
    outside.put("`../x` in the root", putSymlink("s", "../x"));
    outside.put("`../..` in a directory", putSymlink("d/s", "../.."));
    outside.put("up after going down", putSymlink("s", "d/e/../../../x"));
    outside.put("with `.` and doubled slashes", putSymlink("s", ".//d/.//../..//x"));
    outside.put("through what is missing", putSymlink("s", "no/../../x"));
    outside.put("through a symlink of the base", putSymlink("s", "l/../../x"));
    outside.put("in place of the base's", putSymlink("l", "../other-site"));
    outside.forEach(
        (place, symlink) ->
            add("symlink out of the tree", place, UNSAFE_SYMLINK, "OUT_OF_TREE", symlink));
    add(
        chain,
        "`a -> d/e`, `b -> a/../../..`",
        UNSAFE_SYMLINK,
        "leaves the tree",
        putSymlink("a", "d/e"),
        putSymlink("b", "a/../../.."));
    add(
        chain,
        "`d/a -> ..`, `b -> d/a/..`",
        UNSAFE_SYMLINK,
        "leaves the tree",
        putSymlink("d/a", ".."),
        putSymlink("b", "d/a/.."));
    add(
        chain,
        "three in a row",
        UNSAFE_SYMLINK,
        "leaves the tree",
        putSymlink("a", "d/b"),
        putSymlink("d/b", "e/c"),
        putSymlink("d/e/c", "../../.."));
    add(
        chain,
        "a directory of the base becomes one",
        UNSAFE_SYMLINK,
        "leaves the tree",
        removeDirectory("d"),
        putSymlink("d", ".."));
    String behind = "entry behind a symlink";
    add(
        behind,
        "a file, in the same assignment",
        WRONG_COMMANDS,
        "missing or no directory",
        putSymlink("s", "d"),
        putFile("s/x", 0644));
    add(
        behind,
        "a file, out of the tree",
        WRONG_COMMANDS,
        "missing or no directory",
        putSymlink("s", ".."),
        putFile("s/x", 0644));
    add(
        behind,
        "a directory that moves there",
        WRONG_COMMANDS,
        "missing or no directory",
        moveDirectory("d", "l/d"));
    String target = "symlink with an impossible target";
    add(target, "empty", WRONG_COMMANDS, "symlink to nowhere", putSymlink("s", ""));
    add(target, "NUL", WRONG_COMMANDS, "NUL", putSymlink("s", "a\0b"));
    add(
        target,
        "4,096 bytes",
        WRONG_COMMANDS,
        "longer than 4095 bytes",
        putSymlink("s", "x".repeat(4096)));
  }

  private void modes() {
    Map<String, Integer> modes = new LinkedHashMap<>();
    modes.put("set-user-id", 04755);
    modes.put("set-group-id", 02755);
    modes.put("sticky bit", 01777);
    modes.put("type of a regular file", 0100644);
    modes.put("type of a directory", 0040755);
    modes.put("type of a character device", 0020666);
    modes.put("type of a block device", 0060660);
    modes.put("type of a named pipe", 0010644);
    modes.put("type of a socket", 0140777);
    modes.put("all 32 bits", -1);
    modes.forEach(
        (name, mode) -> {
          String kind = "mode with " + name;
          String says = "nine permission bits";
          add(kind, "make_directory", WRONG_COMMANDS, says, makeDirectory("new", mode));
          add(kind, "put_file", WRONG_COMMANDS, says, putFile("new", mode));
          add(kind, "set_attributes", WRONG_COMMANDS, says, setAttributes("f", mode));
        });
  }

  private void times() {
    // Symlinks have whole microseconds.
    for (long time : new long[] {-1_000, Long.MIN_VALUE}) {
      String kind = "time " + time + " ns";
      String says = "before 1970";
      add(
          kind,
          "make_directory",
          WRONG_COMMANDS,
          says,
          Command.newBuilder()
              .setMakeDirectory(
                  MakeDirectory.newBuilder().setPath("n").setMode(0755).setMtimeStepNs(time)));
      add(kind, "put_file", WRONG_COMMANDS, says, command(file("n").setMtimeStepNs(time)));
      add(
          kind,
          "put_symlink",
          WRONG_COMMANDS,
          says,
          Command.newBuilder()
              .setPutSymlink(
                  PutSymlink.newBuilder().setPath("n").setTarget("f").setMtimeStepNs(time)));
      add(
          kind,
          "set_attributes",
          WRONG_COMMANDS,
          says,
          Command.newBuilder()
              .setSetAttributes(
                  SetAttributes.newBuilder().setPath("f").setMode(0644).setMtimeStepNs(time)));
    }
  }

  private void kinds() {
    String there = "something in the way";
    add(
        there,
        "a directory on a file",
        WRONG_COMMANDS,
        "something is there",
        makeDirectory("f", 0755));
    add(
        there,
        "a directory on a symlink",
        WRONG_COMMANDS,
        "something is there",
        makeDirectory("l", 0755));
    add(
        there,
        "a directory on a directory",
        WRONG_COMMANDS,
        "something is there",
        makeDirectory("d", 0755));
    add(there, "a file on a directory", WRONG_COMMANDS, "is there", putFile("d", 0644));
    add(there, "a file on a symlink", WRONG_COMMANDS, "is there", putFile("l", 0644));
    add(there, "a symlink on a file", WRONG_COMMANDS, "is there", putSymlink("f", "d"));
    add(there, "a symlink on a directory", WRONG_COMMANDS, "is there", putSymlink("d", "f"));
    String missing = "nothing to change";
    add(missing, "attributes", WRONG_COMMANDS, "nothing is there", setAttributes("no", 0644));
    add(missing, "a file to remove", WRONG_COMMANDS, "nothing is there", removeFile("no"));
    add(
        missing,
        "a directory to remove",
        WRONG_COMMANDS,
        "is no directory of the base",
        removeDirectory("no"));
    String other = "something else to remove";
    add(other, "a file that is a directory", WRONG_COMMANDS, "is there", removeFile("d/e"));
    add(
        other,
        "a directory that is a file",
        WRONG_COMMANDS,
        "is no directory",
        removeDirectory("f"));
    add(
        other,
        "a directory that is a symlink",
        WRONG_COMMANDS,
        "is no directory",
        removeDirectory("l"));
    add(
        "attributes of a symlink",
        "set_attributes",
        WRONG_COMMANDS,
        "no attributes",
        setAttributes("l", 0644));
    String orphan = "entry without its directory";
    add(
        orphan,
        "a file in nothing",
        WRONG_COMMANDS,
        "missing or no directory",
        putFile("no/x", 0644));
    add(
        orphan,
        "a file in a file",
        WRONG_COMMANDS,
        "missing or no directory",
        putFile("f/x", 0644));
    add(
        orphan,
        "a file in a directory that goes",
        WRONG_COMMANDS,
        "missing or no directory",
        removeDirectory("d"),
        putFile("d/x", 0644));
    add(
        orphan,
        "a directory that moves into itself",
        WRONG_COMMANDS,
        "missing or no directory",
        moveDirectory("d", "d/x"));
    add(
        orphan,
        "a directory that moves into a file",
        WRONG_COMMANDS,
        "missing or no directory",
        moveDirectory("d", "f/x"));
    String root = "the root";
    add(root, "removed", WRONG_COMMANDS, "the root stays", removeDirectory(""));
    add(root, "moved", WRONG_COMMANDS, "the root stays", moveDirectory("", "x"));
    add(root, "made by a move", WRONG_COMMANDS, "would be the root", moveDirectory("d", ""));
    add(root, "made again", WRONG_COMMANDS, "something is there", makeDirectory("", 0755));
    add(root, "as a file", WRONG_COMMANDS, "the root but no directory", putFile("", 0644));
    add(root, "as a symlink", WRONG_COMMANDS, "the root but no directory", putSymlink("", "d"));
  }

  private void contradictions() {
    String twice = "two commands for one path";
    add(twice, "remove_file", WRONG_COMMANDS, "nothing is there", removeFile("f"), removeFile("f"));
    add(
        twice,
        "put_symlink",
        WRONG_COMMANDS,
        "one for the same path before",
        putSymlink("s", "d"),
        putSymlink("s", "f"));
    add(
        twice,
        "set_attributes",
        WRONG_COMMANDS,
        "one for the same path before",
        setAttributes("f", 0600),
        setAttributes("f", 0644));
    add(
        twice,
        "set_attributes of a new file",
        WRONG_COMMANDS,
        "one for the same path before",
        putFile("n", 0644),
        setAttributes("n", 0600));
    add(
        twice,
        "move_directory",
        WRONG_COMMANDS,
        "one for the same path before",
        moveDirectory("d", "x"),
        moveDirectory("d", "y"));
    add(
        "a move onto what is there",
        "move_directory",
        WRONG_COMMANDS,
        "two entries get the path",
        moveDirectory("d", "f"));
    add(
        "a move after other changes",
        "move_directory",
        WRONG_COMMANDS,
        "before anything else changes",
        removeFile("f"),
        moveDirectory("d", "x"));
    String original = "copy of what is not there";
    add(
        original,
        "a file of the base",
        WRONG_COMMANDS,
        "a file of the base there is not",
        copyFile("x", copy -> copy.setBaseFileStep(2)));
    add(
        original,
        "a file before all",
        WRONG_COMMANDS,
        "a file of the base there is not",
        copyFile("x", copy -> copy.setBaseFileStep(-1)));
    add(
        original,
        "a file nobody put",
        WRONG_COMMANDS,
        "none that is put before",
        copyFile("x", copy -> copy.setPutPath("f")));
    add(
        "hash of a wrong length",
        "put_file",
        WRONG_COMMANDS,
        "has 32 bytes, this has 3",
        command(
            file("x")
                .setTransform(Transform.TRANSFORM_ZIP)
                .setStreamBytes(7)
                .setSha256(ByteString.copyFromUtf8("abc"))));
    add(
        "another tree than the header names",
        "commands",
        WRONG_COMMANDS,
        "do not lead to the tree",
        removeFile("f"));
  }

  private void add(
      String kind, String place, RefusalReason reason, String says, Command.Builder... commands) {
    attacks.add(Attack.refused(kind, place, reason, says, server.commands(commands)));
  }
}
