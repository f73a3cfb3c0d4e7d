package org.contentmover.farm.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a trial is to be.
 *
 * @param segmentOfLab the segment of the lab, made already: host 1 is for the CCM
 * @param servers how many agents
 * @param boundBytesPerSecond of multicast, relay and origin rate; 0 = the product's defaults
 * @param payload what to publish
 * @param killLeaderAtPercent when the leader is killed, in percent of the distribution; 0 = not
 */
record TrialArguments(
    String segmentOfLab,
    int servers,
    long boundBytesPerSecond,
    Payload payload,
    int killLeaderAtPercent) {

  private static final Set<String> NAMES =
      Set.of("--name", "--servers", "--bound", "--payload", "--kill-leader");
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})(KiB|MiB|GiB)");
  private static final Pattern BOUND = Pattern.compile("([1-9][0-9]{0,5})(kbit|mbit|gbit)");

  /** What was asked cannot be done; the message says what is wanted. */
  static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static TrialArguments parse(List<String> arguments) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      if (!NAMES.contains(name)) {
        throw new UsageException("unknown option '" + name + "'");
      }
      if (i + 1 == arguments.size()) {
        throw new UsageException(name + " wants a value");
      }
      given.put(name, arguments.get(i + 1));
    }
    return new TrialArguments(
        given.getOrDefault("--name", "agents"),
        number("--servers", given.getOrDefault("--servers", "16"), 1, 20),
        given.containsKey("--bound") ? bound(given.get("--bound")) : 0,
        payload(given.getOrDefault("--payload", "256MiB")),
        given.containsKey("--kill-leader")
            ? number("--kill-leader", given.get("--kill-leader"), 1, 95)
            : 0);
  }

  private static int number(String option, String text, int least, int most) {
    if (text.matches("[0-9]{1,3}")) {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new UsageException(
        option + " wants a number from " + least + " to " + most + ", not '" + text + "'");
  }

  private static long bound(String text) {
    Matcher matcher = BOUND.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException("--bound wants a rate like 50mbit, not '" + text + "'");
    }
    long bytes =
        switch (matcher.group(2)) {
          case "kbit" -> 1_000L / 8;
          case "mbit" -> 1_000_000L / 8;
          default -> 1_000_000_000L / 8;
        };
    return Long.parseLong(matcher.group(1)) * bytes;
  }

  private static Payload payload(String text) {
    Matcher size = SIZE.matcher(text);
    if (size.matches()) {
      int shift =
          switch (size.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
          };
      return Payload.ofSize(Long.parseLong(size.group(1)) << shift);
    }
    Path directory = Path.of(text).toAbsolutePath().normalize();
    if (!Files.isDirectory(directory)) {
      throw new UsageException(
          "--payload is '" + text + "': neither a size like 256MiB nor a directory");
    }
    return Payload.ofDirectory(directory);
  }
}
