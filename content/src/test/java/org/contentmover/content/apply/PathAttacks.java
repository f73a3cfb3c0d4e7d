package org.contentmover.content.apply;

import static org.contentmover.content.apply.AttackedServer.copyFile;
import static org.contentmover.content.apply.AttackedServer.makeDirectory;
import static org.contentmover.content.apply.AttackedServer.moveDirectory;
import static org.contentmover.content.apply.AttackedServer.putFile;
import static org.contentmover.content.apply.AttackedServer.putSymlink;
import static org.contentmover.content.apply.AttackedServer.removeDirectory;
import static org.contentmover.content.apply.AttackedServer.removeFile;
import static org.contentmover.content.apply.AttackedServer.setAttributes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;

/** Paths that lead out of the site's root, in every command that has one (CI-6). */
final class PathAttacks {
  private PathAttacks() {}

  static List<Attack> on(AttackedServer server) {
    Map<String, Function<String, Command.Builder>> commands = new LinkedHashMap<>();
    commands.put("make_directory", path -> makeDirectory(path, 0755));
    commands.put("put_file", path -> putFile(path, 0644));
    commands.put("put_symlink", path -> putSymlink(path, "f"));
    commands.put("set_attributes", path -> setAttributes(path, 0644));
    commands.put("remove_file", path -> removeFile(path));
    commands.put("remove_directory", path -> removeDirectory(path));
    commands.put("move_directory from", path -> moveDirectory(path, "new"));
    commands.put("move_directory to", path -> moveDirectory("d", path));
    commands.put("copy_file", path -> copyFile(path, copy -> copy.setBaseFileStep(0)));

    List<Attack> attacks = new ArrayList<>();
    commands.forEach(
        (name, command) -> {
          for (Unsafe unsafe : UNSAFE) {
            attacks.add(
                Attack.refused(
                    unsafe.kind,
                    name,
                    RefusalReason.UNSAFE_PATH,
                    unsafe.says,
                    server.commands(command.apply(unsafe.path))));
          }
          attacks.add(
              Attack.refused(
                  "path through a symlink",
                  name,
                  RefusalReason.WRONG_COMMANDS,
                  name.startsWith("remove_dir") || name.endsWith("from")
                      ? "is no directory of the base"
                      : name.startsWith("remove") || name.startsWith("set")
                          ? "nothing is there"
                          : "missing or no directory",
                  server.commands(command.apply("l/new"))));
        });
    return attacks;
  }

  private record Unsafe(String kind, String path, String says) {}

  private static final List<Unsafe> UNSAFE =
      List.of(
          new Unsafe("absolute path", "/etc/passwd", "it is absolute"),
          new Unsafe("`..` as path", "..", "\"..\""),
          new Unsafe("`..` at the beginning", "../x", "\"..\""),
          new Unsafe("`..` in the middle", "d/../../x", "\"..\""),
          new Unsafe("`..` at the end", "d/..", "\"..\""),
          new Unsafe("`.` as path", ".", "\".\""),
          new Unsafe("`.` in the middle", "d/./x", "\".\""),
          new Unsafe("empty segment", "d//x", "segments is empty"),
          new Unsafe("slash at the end", "d/", "segments is empty"),
          new Unsafe("the root of the file system", "/", "it is absolute"),
          new Unsafe("NUL", "a\0b", "NUL"),
          new Unsafe("NUL before `..`", "f\0/../../x", "NUL"),
          new Unsafe("segment of 256 bytes", "n".repeat(256), "longer than 255 bytes"),
          new Unsafe(
              "segment of 128 two-byte characters", "é".repeat(128), "longer than 255 bytes"),
          new Unsafe("path of 3,201 bytes", "d/".repeat(1600) + "x", "longer than 3072 bytes"));
}
