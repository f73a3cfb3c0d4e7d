package org.contentmover.content.journal;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.core.interpret.HookCall;

/**
 * Hooks that are run after a switch, as one word of a line: {@code name?argument=value&…}, parted
 * by {@code ;}, with {@code !} before the name of one that has the server switch back. None of
 * these characters is allowed in names, and of them only {@code =} in values.
 */
final class HookWords {
  private HookWords() {}

  static String format(List<HookCall> calls) {
    StringBuilder word = new StringBuilder();
    for (HookCall call : calls) {
      word.append(word.length() == 0 ? "" : ";").append(call.switchBack() ? "!" : "");
      word.append(call.name());
      char before = '?';
      for (var argument : call.arguments().entrySet()) {
        word.append(before).append(argument.getKey()).append('=').append(argument.getValue());
        before = '&';
      }
    }
    return word.toString();
  }

  /**
   * Understands such a word.
   *
   * @throws IllegalArgumentException when it is none
   */
  static List<HookCall> parse(String word) {
    return Arrays.stream(word.split(";", -1)).map(HookWords::call).toList();
  }

  private static HookCall call(String text) {
    boolean switchBack = text.startsWith("!");
    String[] parts = text.substring(switchBack ? 1 : 0).split("[?&]", -1);
    SortedMap<String, String> arguments = new TreeMap<>();
    for (int i = 1; i < parts.length; i++) {
      String[] argument = parts[i].split("=", 2);
      if (argument.length < 2) {
        throw new IllegalArgumentException("hook " + text + " has an argument without value");
      }
      arguments.put(argument[0], argument[1]);
    }
    return new HookCall(parts[0], HookCall.Moment.AFTER_SWITCH, switchBack, arguments);
  }
}
