package org.contentmover.content.apply;

import static org.contentmover.core.interpret.RefusalReason.HOOK_MISSING;
import static org.contentmover.core.interpret.RefusalReason.UNSUPPORTED_FORMAT;
import static org.contentmover.core.interpret.RefusalReason.WRONG_COMMANDS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.format.Command;
import org.contentmover.format.HookArgument;
import org.contentmover.format.Moment;
import org.contentmover.format.RunHook;

/**
 * Commands that want to run something else than what the server's administrator installed (CI-1).
 */
final class HookAttacks {
  private final AttackedServer server;
  private final List<Attack> attacks = new ArrayList<>();

  private HookAttacks(AttackedServer server) {
    this.server = server;
  }

  static List<Attack> on(AttackedServer server) {
    HookAttacks all = new HookAttacks(server);
    all.names();
    all.arguments();
    all.places();
    return all.attacks;
  }

  private void names() {
    Map.of(
            "a path", "/bin/sh",
            "a way up", "../sh",
            "`..`", "..",
            "shell text", "reload; reboot",
            "capital letters", "Reload",
            "empty", "",
            "NUL", "reload\0",
            "33 characters", "r".repeat(33),
            "an option", "-reload")
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            it ->
                refused(
                    "hook of an impossible name",
                    it.getKey(),
                    WRONG_COMMANDS,
                    "the name of a hook is",
                    hook(RunHook.newBuilder().setName(it.getValue()))));
    HookCall reload = new HookCall("reload", HookCall.Moment.AFTER_SWITCH, false, new TreeMap<>());
    attacks.add(
        Attack.refused(
            "hook that is not installed",
            "commit",
            HOOK_MISSING,
            "hook reload is asked for",
            file ->
                server
                    .publisher()
                    .writeOrder(
                        server
                            .publisher()
                            .order(AssignmentType.COMMIT, 0, 1)
                            .withHooks(List.of(reload)),
                        ContentHash.NONE)
                    .file()));
  }

  private void arguments() {
    for (String[] it :
        new String[][] {
          {"a path", "/etc/passwd"},
          {"a way up", "../x"},
          {"`..`", ".."},
          {"shell text", "$(reboot)"},
          {"two words", "a b"},
          {"two lines", "a\nb"},
          {"an option", "-x"},
          {"empty", ""},
          {"65 characters", "a".repeat(65)},
          {"not ASCII", "é"}
        }) {
      refused(
          "hook with an impossible argument",
          it[0],
          WRONG_COMMANDS,
          "a hook's argument is",
          hook(reload().addArguments(argument("zone", it[1]))));
    }
    for (String name : List.of("", "Zone", "LD_PRELOAD", "a=b", "1st", "a".repeat(25))) {
      refused(
          "hook with an argument of an impossible name",
          name.isEmpty() ? "empty" : "`" + name + "`",
          WRONG_COMMANDS,
          "the name of a hook's argument is",
          hook(reload().addArguments(argument(name, "1"))));
    }
    RunHook.Builder many = reload();
    for (char name = 'a'; name < 'f'; name++) {
      many.addArguments(argument(String.valueOf(name), "1"));
    }
    refused("too many", "5 arguments of a hook", WRONG_COMMANDS, "at most 4 arguments", hook(many));
    refused(
        "argument of a hook twice",
        "run_hook",
        WRONG_COMMANDS,
        "an argument of a hook twice",
        hook(reload().addArguments(argument("a", "1")).addArguments(argument("a", "2"))));
  }

  private void places() {
    refused(
        "too many",
        "9 hooks",
        WRONG_COMMANDS,
        "at most 8 hooks",
        Collections.nCopies(9, hook(reload())).toArray(new Command.Builder[0]));
    refused(
        "command after the hooks",
        "remove_file",
        WRONG_COMMANDS,
        "after its hooks",
        hook(reload()),
        AttackedServer.removeFile("f"));
    refused(
        "hook at an unknown moment",
        "none",
        UNSUPPORTED_FORMAT,
        "does not know",
        hook(reload().clearMoment()));
    refused(
        "hook at an unknown moment",
        "9",
        UNSUPPORTED_FORMAT,
        "does not know",
        hook(reload().setMomentValue(9)));
    refused(
        "switching back before the switch",
        "run_hook",
        WRONG_COMMANDS,
        "only a hook after the switch",
        hook(reload().setMoment(Moment.MOMENT_BEFORE_SWITCH).setSwitchBack(true)));
  }

  private static RunHook.Builder reload() {
    return RunHook.newBuilder().setName("reload").setMoment(Moment.MOMENT_AFTER_SWITCH);
  }

  private static HookArgument.Builder argument(String name, String value) {
    return HookArgument.newBuilder().setName(name).setValue(value);
  }

  private static Command.Builder hook(RunHook.Builder hook) {
    if (hook.getMomentValue() == 0 && !hook.getName().equals("reload")) {
      hook.setMoment(Moment.MOMENT_AFTER_SWITCH);
    }
    return Command.newBuilder().setRunHook(hook);
  }

  private void refused(
      String kind, String place, RefusalReason reason, String says, Command.Builder... commands) {
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
