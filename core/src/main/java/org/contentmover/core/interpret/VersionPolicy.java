package org.contentmover.core.interpret;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which versions of a site stay on a server beside those it needs (CI-4). Immutable.
 *
 * @param count so many at most, those it needs included
 * @param age so long at most since they were live; zero for ever
 * @param freePercent as long as that much of the file system is free
 */
public record VersionPolicy(int count, Duration age, int freePercent) {
  /** Live and backup. */
  public static final int FEWEST = 2;

  /** More of them nobody remembers as having been live. */
  public static final int MOST = 100;

  public VersionPolicy {
    if (count < FEWEST) {
      throw new IllegalArgumentException(
          "versions to keep are " + count + "; live and backup alone are " + FEWEST);
    }
  }

  /** So many, however old and however full the disk. */
  public static VersionPolicy ofCount(int count) {
    return new VersionPolicy(count, Duration.ZERO, 0);
  }

  /**
   * The file system a site is on.
   *
   * @param neededBytes what is about to be written
   */
  public record Room(long freeBytes, long sizeBytes, long neededBytes) {}

  /** A version that goes, and why, for an administrator. */
  public record Pruned(long version, String why) {}

  /**
   * The next version to go, the oldest first. To be asked again once it is gone: how much room that
   * makes is seen only then, for files are shared with other versions.
   *
   * @param needed how many are there that were live and stay, whatever the policy
   * @param past the others that were live, the one that was so last first
   */
  public Optional<Pruned> next(int needed, List<SiteState.Past> past, Instant now, Room room) {
    if (past.isEmpty()) {
      return Optional.empty();
    }
    SiteState.Past oldest = past.get(past.size() - 1);
    String why = null;
    if (needed + past.size() > count) {
      why = "there are more than " + count;
    } else if (!age.isZero() && oldest.until().plus(age).isBefore(now)) {
      why = "it was live until " + oldest.until() + ", more than " + days() + " ago";
    } else if (room.freeBytes() < wantedBytes(room)) {
      why = room.freeBytes() + " bytes are free, wanted are " + wantedBytes(room);
    }
    return Optional.ofNullable(why).map(it -> new Pruned(oldest.version(), it));
  }

  private String days() {
    return age.toDays() == 1 ? "a day" : age.toDays() + " days";
  }

  private long wantedBytes(Room room) {
    return Math.max(room.neededBytes(), room.sizeBytes() / 100 * freePercent);
  }
}
