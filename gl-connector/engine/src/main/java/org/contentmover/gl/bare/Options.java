package org.contentmover.gl.bare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;

/**
 * What the command line says.
 *
 * @param settings how to join
 * @param spool where received assignments are written
 * @param file what to distribute when leading
 * @param participants to whom, and how many members to wait for
 * @param quorum how many of them must have it
 * @param rateBytesPerSecond bound of the sending rate
 * @param sourceUrl where members that lack ranges are told to fetch them; "" for nowhere
 * @param exitAfter leave after so many assignments were received, or distributed; 0 for never
 * @param commanded whether {@link Commands} are read from standard input
 * @param record where every datagram it sends is written down
 * @param logLevel what the connector logs from this level on is printed among the events
 */
public record Options(
    SegmentSettings settings,
    Path spool,
    Optional<Path> file,
    List<String> participants,
    int quorum,
    long rateBytesPerSecond,
    String sourceUrl,
    int exitAfter,
    boolean commanded,
    Optional<Path> record,
    Level logLevel) {
  private static final String USAGE =
      String.join(
          System.lineSeparator(),
          "usage: BareMember --server NAME --state DIRECTORY --spool DIRECTORY [options]",
          "  --segment NAME            (boston)",
          "  --interface ADDRESS       (127.0.0.1)",
          "  --group ADDRESS           multicast address of the control channel (239.255.45.1)",
          "  --port N                  its port (45100)",
          "  --data-group ADDRESS      multicast address of the data channel (239.255.45.2)",
          "  --data-port N             its port (45101)",
          "  --ttl N                   (0: this host)",
          "  --frame-bytes N           0: found out (1400)",
          "  --priority N              0 to 100, or never (50)",
          "  --profile lan|slow|source (lan)",
          "  --distribute FILE         when leading and all participants are members",
          "  --participants A,B,…      whom it is for",
          "  --quorum N                how many of them must have it (all)",
          "  --rate BYTES              per second, 0 for as fast as possible (11900000)",
          "  --source URL              where slow members are told to fetch what they lack (nowhere)",
          "  --exit-after N            leave after N assignments (0: never)",
          "  --commands none|stdin     what Commands tells (none)",
          "  --keys FILE               a line ID HEX for each; the first one seals (none: open)",
          "  --record FILE             a line IP PORT HEX for every datagram that is sent",
          "  --log off|info|fine       what the connector logs, among the events (off)");

  static final long UNLIMITED_BYTES_PER_SECOND = 10_000_000_000L;

  /** Reads the command line; prints what is wrong with it and ends the process with status 2. */
  public static Options parseOrExit(String[] arguments) {
    try {
      return parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(2);
      throw e;
    }
  }

  static Options parse(String[] arguments) {
    Values values = new Values(arguments);
    List<String> participants = List.of(values.take("--participants", "").split(","));
    SegmentKeys keys =
        Optional.ofNullable(values.take("--keys", null))
            .map(file -> KeyLines.read(Path.of(file)))
            .orElse(SegmentKeys.OPEN);
    Options options =
        new Options(
            new SegmentSettings(
                    values.required("--server"),
                    values.take("--segment", "boston"),
                    directory(values.required("--state")),
                    ElectionSettings.of(preference(values.take("--priority", "50"))),
                    new MulticastSettings(
                        true,
                        values.take("--interface", "127.0.0.1"),
                        values.take("--group", "239.255.45.1"),
                        values.number("--port", 45_100),
                        values.take("--data-group", "239.255.45.2"),
                        values.number("--data-port", 45_101),
                        values.number("--ttl", 0),
                        values.number("--frame-bytes", 1_400)),
                    TimerSettings.of(
                        TimerProfile.valueOf(
                            values.take("--profile", "lan").toUpperCase(Locale.ROOT))))
                .withKeys(keys),
            directory(values.required("--spool")),
            Optional.ofNullable(values.take("--distribute", null)).map(Options::directory),
            participants,
            values.number("--quorum", participants.size()),
            rate(values.take("--rate", "11900000")),
            values.take("--source", ""),
            values.number("--exit-after", 0),
            commanded(values.take("--commands", "none")),
            Optional.ofNullable(values.take("--record", null)).map(Options::directory),
            Level.parse(values.take("--log", "off").toUpperCase(Locale.ROOT)));
    values.requireAllTaken();
    return options;
  }

  private static Path directory(String path) {
    return Path.of(path).toAbsolutePath();
  }

  private static int preference(String text) {
    return text.equals("never") ? SegmentSettings.NEVER_LEADS : Integer.parseInt(text);
  }

  private static boolean commanded(String text) {
    return switch (text) {
      case "none" -> false;
      case "stdin" -> true;
      default -> throw new IllegalArgumentException("--commands is none or stdin, not " + text);
    };
  }

  private static long rate(String text) {
    long rate = Long.parseLong(text);
    return rate == 0 ? UNLIMITED_BYTES_PER_SECOND : rate;
  }

  /** Names and values of the command line; each may be taken once. */
  private static final class Values {
    private final List<String> left;

    Values(String[] arguments) {
      left = new ArrayList<>(List.of(arguments));
    }

    String take(String name, String otherwise) {
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

    String required(String name) {
      String value = take(name, null);
      if (value == null) {
        throw new IllegalArgumentException(name + " is missing");
      }
      return value;
    }

    int number(String name, int otherwise) {
      return Integer.parseInt(take(name, Integer.toString(otherwise)));
    }

    void requireAllTaken() {
      if (!left.isEmpty()) {
        throw new IllegalArgumentException("unknown option " + left.get(0));
      }
    }
  }
}
