package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.format.Command;
import org.contentmover.format.SetEntry;

/** Configuration entries that want to reach what the server's administrator did not name (CI-1). */
final class EntryAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private EntryAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    EntryAttacks all = new EntryAttacks(server);
    for (String[] it :
        new String[][] {
          {"a path", "/etc/passwd"}, {"a way up", "../shop"}, {"empty", ""}, {"two words", "a b"}
        }) {
      all.refused(
          "configuration file of an impossible name", it[0], "the name of", it[1], "a", "1");
    }
    for (String[] it :
        new String[][] {
          {"empty", ""},
          {"two lines", "a\nb"},
          {"with a separator", "a=b"},
          {"a comment", "#a"},
          {"129 characters", "a".repeat(129)},
          {"a path with a separator", "/a=b"},
          {"a path with an open bracket", "/a[b"},
          {"a path of two lines", "/a\nb"},
          {"a path with a line of Unicode", "/a\u2028b"},
          {"a path of 257 characters", "/" + "a".repeat(256)}
        }) {
      all.refused(
          "configuration entry of an impossible key", it[0], "the key of", "shop", it[1], "1");
    }
    for (String[] it :
        new String[][] {
          {"two lines", "1\nb=2"},
          {"NUL", "\0"},
          {"a line of Unicode", "1\u2028b=2"},
          {"1,001 characters", "1".repeat(1_001)}
        }) {
      all.refused(
          "configuration entry of an impossible value", it[0], "the value of", "shop", "a", it[1]);
    }
    all.refused(
        "too many",
        "65 configuration entries",
        "at most 64",
        Collections.nCopies(65, entry("shop", "a", "1")).toArray(new Command.Builder[0]));
    all.refused(
        "configuration entry twice",
        "set and gone",
        "two configuration entries shop a",
        entry("shop", "a", "1"),
        Command.newBuilder().setSetEntry(SetEntry.newBuilder().setFile("shop").setKey("a")));
    all.refused(
        "command after the configuration entries",
        "remove_file",
        "after its configuration entries",
        entry("shop", "a", "1"),
        AttackedServer.removeFile("f"));
    return all.attacks;
  }

  private static Command.Builder entry(String file, String key, String value) {
    return Command.newBuilder()
        .setSetEntry(SetEntry.newBuilder().setFile(file).setKey(key).setValue(value));
  }

  private void refused(
      String kind, String place, String says, String file, String key, String value) {
    refused(kind, place, says, entry(file, key, value));
  }

  private void refused(String kind, String place, String says, Command.Builder... commands) {
    RefusalReason reason = WRONG_COMMANDS;
    attacks.add(
        Attack.refused(
            kind,
            place,
            reason,
            says,
            file -> {
              var writer = server.writer();
              Arrays.stream(commands).forEach(writer::command);
              return writer.write(file, server.key());
            }));
  }
}
