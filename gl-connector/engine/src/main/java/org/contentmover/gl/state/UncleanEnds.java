package org.contentmover.gl.state;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When this server was found to have ended without having left its segment: killed, out of power,
 * crashed (EL-3). Oldest first; immutable.
 *
 * <p>In its file each is a line of text, {@code 2026-03-01T08:15:30Z}. A line that is anything else
 * is passed over: what is lost with it is a little of a priority, which no server is refused for.
 *
 * @param found at most {@value #MOST} moments
 */
public record UncleanEnds(List<Instant> found) {
  /** None that is known. */
  static final UncleanEnds NONE = new UncleanEnds(List.of());

  static final int MOST = 16;
  private static final Duration COUNTS_FOR = Duration.ofDays(7);

  /** Copies the list, and forgets the oldest. */
  public UncleanEnds {
    found = List.copyOf(found.subList(Math.max(0, found.size() - MOST), found.size()));
  }

  /** How many of them were found in the seven days before. */
  public int countedAt(Instant now) {
    Instant since = now.minus(COUNTS_FOR);
    return (int) found.stream().filter(since::isBefore).count();
  }

  UncleanEnds and(Instant another) {
    List<Instant> all = new ArrayList<>(found);
    all.add(another);
    return new UncleanEnds(all);
  }

  byte[] encode() {
    StringBuilder lines = new StringBuilder();
    found.forEach(end -> lines.append(end).append('\n'));
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  static UncleanEnds decode(byte[] content) {
    List<Instant> found = new ArrayList<>();
    for (String line : new String(content, StandardCharsets.US_ASCII).split("\n")) {
      try {
        found.add(Instant.parse(line));
      } catch (DateTimeException e) {
        continue;
      }
    }
    return new UncleanEnds(found);
  }
}
