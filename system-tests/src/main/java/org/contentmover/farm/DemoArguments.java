package org.contentmover.farm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person asked the demo to do.
 *
 * @param command the command
 * @param subject the directory or server it is about; empty when it has none
 * @param spec the farm asked for (up, run)
 * @param json whether status is wanted as JSON
 */
record DemoArguments(Command command, String subject, FarmSpec spec, boolean json) {

  /** The commands of the demo. */
  enum Command {
    RUN,
    UP,
    PUBLISH,
    STATUS,
    KILL,
    START,
    DOWN,
    HELP
  }

  private static final Pattern RATE =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(kbit|mbit|gbit|kb|mb)?");

  /** How to call the demo; the script shows the same text. */
  static String usage() {
    try (InputStream text = DemoArguments.class.getResourceAsStream("usage.txt")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DemoArguments parse(List<String> arguments) {
    if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
      if (arguments.contains("--help")) {
        return of(Command.HELP, "");
      }
      return new DemoArguments(Command.RUN, "", spec(arguments), false);
    }
    String name = arguments.get(0);
    List<String> rest = arguments.subList(1, arguments.size());
    return switch (name) {
      case "up" -> new DemoArguments(Command.UP, "", spec(rest), false);
      case "publish" -> of(Command.PUBLISH, one(rest, "publish", "DIR"));
      case "kill" -> of(Command.KILL, one(rest, "kill", "SERVER"));
      case "start" -> of(Command.START, one(rest, "start", "SERVER"));
      case "down" -> none(rest, Command.DOWN);
      case "help", "-h" -> none(rest, Command.HELP);
      case "status" -> {
        if (rest.equals(List.of("--json"))) {
          yield new DemoArguments(Command.STATUS, "", FarmSpec.small(), true);
        }
        yield none(rest, Command.STATUS);
      }
      default -> throw new UsageException("unknown command: " + name);
    };
  }

  /** A person typed what the demo does not understand; leads to the usage and exit code 2. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Bytes per second of a rate as network people write it: {@code 10mbit} is 1,250,000; {@code 2MB}
   * is 2,000,000.
   */
  static long rateBytesPerSecond(String text) {
    Matcher matcher = RATE.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new UsageException("--rate wants a number with kbit, mbit, gbit, kB or MB: " + text);
    }
    double number = Double.parseDouble(matcher.group(1));
    double unitBytes =
        switch (matcher.group(2) == null ? "" : matcher.group(2)) {
          case "kbit" -> 1e3 / 8;
          case "mbit" -> 1e6 / 8;
          case "gbit" -> 1e9 / 8;
          case "kb" -> 1e3;
          case "mb" -> 1e6;
          default -> 1;
        };
    long rate = Math.round(number * unitBytes);
    if (rate < 10_000) {
      throw new UsageException("--rate must be at least 80kbit: " + text);
    }
    return rate;
  }

  private static FarmSpec spec(List<String> options) {
    FarmSpec small = FarmSpec.small();
    int segments = small.segments();
    int servers = small.serversPerSegment();
    long rate = small.rateBytesPerSecond();
    int portOffset = small.portOffset();
    for (int i = 0; i < options.size(); i += 2) {
      String option = options.get(i);
      if (!List.of("--segments", "--servers", "--rate", "--port-offset").contains(option)) {
        throw new UsageException("unknown option: " + option);
      }
      if (i + 1 == options.size()) {
        throw new UsageException(option + " wants a value");
      }
      String value = options.get(i + 1);
      switch (option) {
        case "--segments" -> segments = number(option, value, 20);
        case "--servers" -> servers = number(option, value, 20);
        case "--port-offset" -> portOffset = number(option, value, 50_000);
        default -> rate = rateBytesPerSecond(value);
      }
    }
    return new FarmSpec(segments, servers, rate, portOffset);
  }

  private static int number(String option, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new UsageException(option + " wants a number from 1 to " + most + ": " + value);
    }
    throw new UsageException(option + " wants a number from 1 to " + most + ": " + value);
  }

  private static DemoArguments of(Command command, String subject) {
    return new DemoArguments(command, subject, FarmSpec.small(), false);
  }

  private static DemoArguments none(List<String> rest, Command command) {
    if (!rest.isEmpty()) {
      throw new UsageException("unexpected: " + String.join(" ", rest));
    }
    return of(command, "");
  }

  private static String one(List<String> rest, String command, String what) {
    if (rest.size() != 1 || rest.get(0).isBlank()) {
      throw new UsageException(command + " wants one " + what);
    }
    return rest.get(0);
  }
}
