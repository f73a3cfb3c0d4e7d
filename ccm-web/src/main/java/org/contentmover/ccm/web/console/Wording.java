package org.contentmover.ccm.web.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.contentmover.ccm.run.view.PreviewChangesView;
import org.contentmover.ccm.run.view.PreviewView;
import org.contentmover.ccm.run.view.RunSummary;

/** Times, sizes and states as people say them. Pure; now is an argument. */
public final class Wording {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final String[] SIZE_UNITS = {"kB", "MB", "GB", "TB", "PB"};

  private Wording() {}

  /** "2026-01-31 12:00:00 UTC"; empty for null. */
  static String clock(Instant time) {
    return time == null ? "" : CLOCK.format(time);
  }

  /** "12 s ago", "in 3 h"; "never" for null. */
  static String ago(Instant time, Instant now) {
    if (time == null) {
      return "never";
    }
    Duration past = Duration.between(time, now);
    if (past.abs().compareTo(Duration.ofSeconds(2)) < 0) {
      return "just now";
    }
    return past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
  }

  /** A length of time by its largest unit: "850 ms", "42 s", "3 min", "2 h", "5 days". */
  static String length(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0) {
      return length.toMillis() + " ms";
    }
    if (length.compareTo(Duration.ofMinutes(2)) < 0) {
      return length.toSeconds() + " s";
    }
    if (length.compareTo(Duration.ofHours(2)) < 0) {
      return length.toMinutes() + " min";
    }
    return length.compareTo(Duration.ofDays(2)) < 0
        ? length.toHours() + " h"
        : length.toDays() + " days";
  }

  /** A size in decimal units: "999 B", "1.5 MB". */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    // 999.95 would be shown as 1000.0.
    while (value >= 999.95 && unit < SIZE_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, SIZE_UNITS[unit]);
  }

  /** "CATCHING_UP" as "catching up"; empty for null. */
  static String word(Object constant) {
    return constant == null ? "" : constant.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** "Run of nightly", "Rollback of www.example.com". */
  static String run(RunSummary run) {
    return what(run.kind(), run.site(), run.jobName());
  }

  private static String what(String kind, String site, String job) {
    return switch (kind) {
      case "ROLLBACK" -> "Rollback of " + site;
      case "RESTORE" -> "Restore of " + site;
      case "REMOVE", "TAKE_OFF" -> "Removal from " + site;
      default -> "Run of " + job;
    };
  }

  /** "Run of nightly", "Rollback of www.example.com". */
  static String preview(PreviewView preview) {
    return what(preview.kind(), preview.site(), preview.job());
  }

  /** "1.5 MB", "at most 3.0 GB" or what goes without saying. */
  static String travels(PreviewChangesView changes) {
    if (changes.assignmentBytes() != null) {
      return bytes(changes.assignmentBytes());
    }
    return changes.contentBytes() == 0
        ? "an order alone"
        : "at most " + bytes(changes.contentBytes());
  }

  /** "1 file", "2 files". */
  static String counted(long count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }

  /** A version as it is shown: "–" where there is none. */
  static String version(long version) {
    return version == 0 ? "–" : Long.toString(version);
  }
}
