package org.contentmover.benchmark;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Names and values of a command line; each may be taken once. What is wrong with one is said by an
 * IllegalArgumentException.
 */
public final class Arguments {
  /** Members are told paths in lines of words, tar and others in lines for a shell. */
  private static final Pattern PLAIN_PATH = Pattern.compile("[\\p{L}\\p{N}/._+@%=:,-]+");

  private static final Pattern SEGMENT_NAME = Pattern.compile("[a-z0-9]{1,8}");

  private final List<String> left;

  public Arguments(String[] arguments) {
    left = new ArrayList<>(List.of(arguments));
  }

  public String text(String name, String otherwise) {
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

  /** Whether a name without a value is there. */
  boolean flag(String name) {
    return left.remove(name);
  }

  /** The words of one value. */
  List<String> words(String name) {
    String text = text(name, "").strip();
    return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
  }

  public int number(String name, int otherwise, int smallest, int largest) {
    return number(name, text(name, Integer.toString(otherwise)), smallest, largest);
  }

  List<Integer> numbers(String name, String otherwise, int smallest, int largest) {
    return list(name, otherwise, text -> number(name, text, smallest, largest));
  }

  private static int number(String name, String text, int smallest, int largest) {
    try {
      int number = Integer.parseInt(text);
      if (number >= smallest && number <= largest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // As wrong as one that is too large.
    }
    throw new IllegalArgumentException(
        name + " is '" + text + "'; wanted is a number from " + smallest + " to " + largest);
  }

  public <T> List<T> list(String name, String otherwise, Function<String, T> each) {
    List<T> values = new ArrayList<>();
    for (String text : text(name, otherwise).split(",", -1)) {
      values.add(each.apply(text.trim()));
    }
    return values;
  }

  /** That of a segment in the lab. */
  String segmentName(String otherwise) {
    String name = text("--name", otherwise);
    if (!SEGMENT_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "--name is '" + name + "'; wanted are 1 to 8 of a-z and 0-9");
    }
    return name;
  }

  public Path path(String name, Path otherwise) {
    return path(name, text(name, otherwise.toString()));
  }

  /** An absolute path that needs no quotes anywhere. */
  static Path path(String name, String text) {
    try {
      Path path = Path.of(text).toAbsolutePath().normalize();
      if (!text.isEmpty() && PLAIN_PATH.matcher(path.toString()).matches()) {
        return path;
      }
    } catch (InvalidPathException e) {
      // No path at all.
    }
    throw new IllegalArgumentException(
        name
            + ": the path '"
            + text
            + "' is empty, or has characters that a shell would take apart");
  }

  public void requireAllTaken() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + left.get(0));
    }
  }
}
