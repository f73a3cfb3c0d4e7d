package org.contentmover.ccm.site;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.HookCall.Moment;

/**
 * A hook as people write it, in one line: when, its name, its arguments. {@code before check-tree},
 * {@code after reload-nginx zone=eu}, {@code after-or-back reload-nginx}.
 */
final class HookLine {
  private static final String BEFORE = "before";
  private static final String AFTER = "after";
  private static final String AFTER_OR_BACK = "after-or-back";

  private HookLine() {}

  /**
   * Understands lines; empty ones say nothing.
   *
   * @throws Invalid naming the first that is wrong
   */
  static List<HookCall> parse(List<String> lines) {
    List<HookCall> calls = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        calls.add(parse("hooks[" + i + "]", lines.get(i).strip()));
      }
    }
    try {
      HookCall.requireFew(calls);
    } catch (IllegalArgumentException e) {
      throw new Invalid("hooks", calls.size(), "at most " + HookCall.MAX_CALLS + " hooks");
    }
    return calls;
  }

  private static HookCall parse(String field, String line) {
    String[] words = line.split("\\s+");
    boolean known = List.of(BEFORE, AFTER, AFTER_OR_BACK).contains(words[0]);
    if (!known || words.length < 2) {
      throw new Invalid(
          field,
          line,
          BEFORE + ", " + AFTER + " or " + AFTER_OR_BACK + ", then the name of a hook");
    }
    SortedMap<String, String> arguments = new TreeMap<>();
    for (String word : Arrays.asList(words).subList(2, words.length)) {
      String[] argument = word.split("=", 2);
      if (argument.length < 2 || arguments.put(argument[0], argument[1]) != null) {
        throw new Invalid(field, word, "name=value, each name once");
      }
    }
    Moment moment = words[0].equals(BEFORE) ? Moment.BEFORE_SWITCH : Moment.AFTER_SWITCH;
    try {
      return new HookCall(words[1], moment, words[0].equals(AFTER_OR_BACK), arguments);
    } catch (IllegalArgumentException e) {
      throw new Invalid(field, line, "what every server takes: " + e.getMessage());
    }
  }

  static String format(HookCall call) {
    String when =
        call.moment() == Moment.BEFORE_SWITCH ? BEFORE : call.switchBack() ? AFTER_OR_BACK : AFTER;
    StringBuilder line = new StringBuilder(when).append(' ').append(call.name());
    for (Map.Entry<String, String> argument : call.arguments().entrySet()) {
      line.append(' ').append(argument.getKey()).append('=').append(argument.getValue());
    }
    return line.toString();
  }
}
