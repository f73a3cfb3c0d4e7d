package org.contentmover.core.interpret;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * That a hook is to be run: a program the administrator of the server installed, of which an
 * assignment knows the name and nothing else (CI-1). Neither name nor arguments can be a path or
 * text that a shell would take for more than a word.
 *
 * @param moment when it is run
 * @param switchBack whether the server returns to the version before when the hook fails; only
 *     after a switch
 * @param arguments by name
 */
public record HookCall(
    String name, Moment moment, boolean switchBack, SortedMap<String, String> arguments) {

  /** When a hook is run. */
  public enum Moment {
    /** When a version is staged: a hook that fails refuses it, and nothing is switched. */
    BEFORE_SWITCH,
    /** When live has been pointed to another version, forwards or back. */
    AFTER_SWITCH
  }

  /** More an assignment does not ask for. */
  public static final int MAX_CALLS = 8;

  /** Of one call. */
  public static final int MAX_ARGUMENTS = 4;

  private static final String NAME = "[a-z0-9][a-z0-9-]{0,31}";
  private static final String ARGUMENT = "[a-z][a-z0-9-]{0,23}";
  private static final String VALUE = "[A-Za-z0-9_:@+=,][A-Za-z0-9._:@+=,-]{0,63}";

  public HookCall {
    Objects.requireNonNull(moment, "moment");
    require(
        name.matches(NAME),
        "the name of a hook is 1 to 32 of a-z 0-9 -, beginning with a letter or digit; found ",
        name);
    require(
        !switchBack || moment == Moment.AFTER_SWITCH,
        "only a hook after the switch can have the server switch back; found it on hook ",
        name);
    require(
        arguments.size() <= MAX_ARGUMENTS,
        "a hook has at most " + MAX_ARGUMENTS + " arguments; found more on hook ",
        name);
    for (Map.Entry<String, String> argument : arguments.entrySet()) {
      require(
          argument.getKey().matches(ARGUMENT),
          "the name of a hook's argument is 1 to 24 of a-z 0-9 -, beginning with a letter; found ",
          argument.getKey());
      require(
          argument.getValue().matches(VALUE),
          "a hook's argument is 1 to 64 of A-Z a-z 0-9 . _ : @ + = , -, beginning with neither . nor"
              + " -; found ",
          argument.getValue());
    }
    arguments = Collections.unmodifiableSortedMap(new TreeMap<>(arguments));
  }

  /**
   * Those of one moment, in their order.
   *
   * @throws IllegalArgumentException when they are too many
   */
  public static List<HookCall> at(Moment moment, List<HookCall> calls) {
    requireFew(calls);
    return calls.stream().filter(call -> call.moment == moment).toList();
  }

  /** Rejects more than an assignment may ask for. */
  public static void requireFew(List<HookCall> calls) {
    if (calls.size() > MAX_CALLS) {
      throw new IllegalArgumentException(
          "at most " + MAX_CALLS + " hooks are run; found " + calls.size());
    }
  }

  private static void require(boolean holds, String complaint, String found) {
    if (!holds) {
      throw new IllegalArgumentException(complaint + '"' + printable(found) + '"');
    }
  }

  private static String printable(String text) {
    String visible = text.replaceAll("[^\\x20-\\x7e]", "?");
    return visible.length() <= 80 ? visible : visible.substring(0, 80) + "…";
  }
}
