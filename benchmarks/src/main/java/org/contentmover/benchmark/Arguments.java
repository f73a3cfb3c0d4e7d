package org.contentmover.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Names and values of a command line; each may be taken once. */
final class Arguments {
  private final List<String> left;

  Arguments(String[] arguments) {
    left = new ArrayList<>(List.of(arguments));
  }

  String text(String name, String otherwise) {
    int at = left.indexOf(name);
    if (at < 0) {
      return otherwise;
    }
    if (at + 1 == left.size()) {
      throw new IllegalArgumentException(name + " wants a value");
    }
    left.remove(at);
    return left.remove(at);
  }

  int number(String name, int otherwise) {
    return parsed(name, text(name, Integer.toString(otherwise)), Integer::valueOf);
  }

  <T> List<T> list(String name, String otherwise, Function<String, T> each) {
    List<T> values = new ArrayList<>();
    for (String text : text(name, otherwise).split(",")) {
      values.add(parsed(name, text.trim(), each));
    }
    return values;
  }

  private static <T> T parsed(String name, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " wants numbers, not '" + text + "'", e);
    }
  }

  void requireAllTaken() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + left.get(0));
    }
  }
}
