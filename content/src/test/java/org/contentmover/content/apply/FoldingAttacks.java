package org.contentmover.content.apply;

import static org.contentmover.content.apply.AttackedServer.command;
import static org.contentmover.content.apply.AttackedServer.copyFile;
import static org.contentmover.content.apply.AttackedServer.file;
import static org.contentmover.content.apply.AttackedServer.makeDirectory;
import static org.contentmover.content.apply.AttackedServer.moveDirectory;
import static org.contentmover.content.apply.AttackedServer.putSymlink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;

/** Names that a file system which folds case and Unicode forms cannot keep apart (CI-6). */
final class FoldingAttacks {
  private FoldingAttacks() {}

  static List<Attack> on(AttackedServer server) {
    Map<String, Command.Builder[]> twins = new LinkedHashMap<>();
    twins.put("two new files", both(empty("README"), empty("readme")));
    twins.put("in a new directory", both(makeDirectory("n", 0755), empty("n/A"), empty("n/a")));
    twins.put("a file of the base", both(empty("F")));
    twins.put("a directory of the base", both(makeDirectory("D", 0755)));
    twins.put("a symlink of the base", both(putSymlink("L", "f")));
    twins.put("a file and a directory", both(empty("N"), makeDirectory("n", 0755)));
    twins.put(
        "two directories whose files differ",
        both(makeDirectory("N", 0755), makeDirectory("n", 0755), empty("N/a"), empty("n/b")));
    twins.put("umlauts", both(empty("Ä"), empty("ä")));
    twins.put("ß and SS", both(empty("straße"), empty("STRASSE")));
    twins.put("ß and capital ẞ", both(empty("ß"), empty("\u1e9e")));
    twins.put("k and the Kelvin sign", both(empty("k"), empty("\u212a")));
    twins.put("Greek sigmas", both(empty("ΟΔΟΣ"), empty("οδος")));
    twins.put("dotted capital i", both(empty("\u0130"), empty("i\u0307")));
    twins.put("a directory that moves", both(moveDirectory("d", "L")));
    twins.put("a copy", both(copyFile("F", copy -> copy.setBaseFileStep(0))));
    List<Attack> attacks = new ArrayList<>();
    twins.forEach(
        (place, commands) ->
            attacks.add(attack(server, "names that differ in case", place, commands)));
    Map<String, Command.Builder[]> forms = new LinkedHashMap<>();
    forms.put("é composed and decomposed", both(empty("\u00e9"), empty("e\u0301")));
    forms.put("Å and the Ångström sign", both(empty("\u00c5"), empty("\u212b")));
    forms.put("Hangul", both(empty("\ud55c"), empty("\u1112\u1161\u11ab")));
    forms.put("marks in another order", both(empty("q\u0307\u0323"), empty("q\u0323\u0307")));
    forms.put("in a directory", both(empty("d/\u00e9"), empty("d/e\u0301")));
    forms.put("directories", both(makeDirectory("\u00e9", 0755), makeDirectory("e\u0301", 0755)));
    forms.put("case too", both(empty("\u00c9"), empty("e\u0301")));
    forms.forEach(
        (place, commands) ->
            attacks.add(attack(server, "names that differ in Unicode form", place, commands)));
    return attacks;
  }

  private static Attack attack(
      AttackedServer server, String kind, String place, Command.Builder... commands) {
    return Attack.refused(
        kind,
        place,
        RefusalReason.UNSAFE_PATH,
        "are one name on this file system",
        out -> {
          var writer = server.writer();
          for (Command.Builder command : commands) {
            writer.command(command);
          }
          return writer.write(out, server.key());
        });
  }

  private static Command.Builder[] both(Command.Builder... commands) {
    return commands;
  }

  private static Command.Builder empty(String path) {
    return command(file(path).setSizeBytes(0));
  }
}
