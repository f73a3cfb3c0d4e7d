package org.contentmover.core.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.interpret.SiteState.Past;
import org.contentmover.core.interpret.VersionPolicy.Pruned;
import org.contentmover.core.interpret.VersionPolicy.Room;
import org.junit.jupiter.api.Test;

class VersionPolicyTest {
  private static final Instant NOW = Instant.parse("2026-06-30T12:00:00Z");
  private static final Room ROOMY = new Room(1_000, 1_000, 0);

  /** Live and backup. */
  private static final int NEEDED = 2;

  private static Past past(long version, int daysAgo) {
    return new Past(version, NOW.minus(Duration.ofDays(daysAgo)));
  }

  private static VersionPolicy days(int days) {
    return new VersionPolicy(10, Duration.ofDays(days), 0);
  }

  private static VersionPolicy percent(int freePercent) {
    return new VersionPolicy(10, Duration.ZERO, freePercent);
  }

  /** Those that go, each freeing some bytes. */
  private static List<Long> pruned(VersionPolicy policy, List<Past> past, Room room, long freed) {
    List<Past> left = new ArrayList<>(past);
    List<Long> pruned = new ArrayList<>();
    Room now = room;
    Optional<Pruned> next = policy.next(NEEDED, left, NOW, now);
    while (next.isPresent()) {
      long version = next.get().version();
      pruned.add(version);
      left.removeIf(it -> it.version() == version);
      now = new Room(now.freeBytes() + freed, now.sizeBytes(), now.neededBytes());
      next = policy.next(NEEDED, left, NOW, now);
    }
    return pruned;
  }

  @Test
  void shouldKeepAsManyAsToldTheNeededOnesIncluded() {
    List<Past> past = List.of(past(7, 1), past(6, 2), past(5, 3), past(4, 4));
    assertEquals(List.of(4L, 5L, 6L), pruned(VersionPolicy.ofCount(3), past, ROOMY, 0));
    assertEquals(List.of(4L, 5L, 6L, 7L), pruned(VersionPolicy.ofCount(2), past, ROOMY, 0));
    assertEquals(List.of(), pruned(VersionPolicy.ofCount(6), past, ROOMY, 0));
    assertEquals(
        "there are more than 5",
        VersionPolicy.ofCount(5).next(NEEDED, past, NOW, ROOMY).orElseThrow().why());
  }

  @Test
  void shouldNotDoWithoutABackup() {
    assertThrows(IllegalArgumentException.class, () -> VersionPolicy.ofCount(1));
  }

  @Test
  void shouldKeepVersionsAsLongAsTold() {
    List<Past> past = List.of(past(7, 1), past(6, 30), past(5, 31), past(4, 300));
    assertEquals(List.of(4L, 5L), pruned(days(30), past, ROOMY, 0));
    assertEquals(List.of(), pruned(days(0), past, ROOMY, 0), "for ever");
    assertEquals(
        "it was live until 2025-09-03T12:00:00Z, more than 30 days ago",
        days(30).next(NEEDED, past, NOW, ROOMY).orElseThrow().why());
    assertEquals(
        "it was live until 2025-09-03T12:00:00Z, more than a day ago",
        days(1).next(NEEDED, past, NOW, ROOMY).orElseThrow().why());
  }

  @Test
  void shouldNotPruneByAgeWhatWasLiveInTheFuture() {
    assertEquals(List.of(), pruned(days(1), List.of(past(7, -400)), ROOMY, 0), "a clock was wrong");
  }

  @Test
  void shouldMakeRoomWithTheOldestFirstAndStopWhenThereIsEnough() {
    List<Past> past = List.of(past(7, 1), past(6, 2), past(5, 3), past(4, 4));
    assertEquals(List.of(4L, 5L), pruned(percent(20), past, new Room(150, 1_000, 0), 30));
    assertEquals(List.of(), pruned(percent(20), past, new Room(200, 1_000, 0), 30));
    assertEquals(List.of(), pruned(percent(0), past, new Room(0, 1_000, 0), 30), "not asked for");
    assertEquals(
        "150 bytes are free, wanted are 200",
        percent(20).next(NEEDED, past, NOW, new Room(150, 1_000, 0)).orElseThrow().why());
  }

  @Test
  void shouldMakeRoomForWhatIsAboutToBeWritten() {
    List<Past> past = List.of(past(7, 1), past(6, 2));
    assertEquals(List.of(6L), pruned(percent(0), past, new Room(90, 1_000, 100), 10));
    assertEquals(List.of(6L, 7L), pruned(percent(0), past, new Room(90, 1_000, 500), 10));
    assertEquals(List.of(6L), pruned(percent(10), past, new Room(95, 1_000, 50), 10));
  }

  @Test
  void shouldNotOverflowWhereTheSizeIsUnknown() {
    Room unbounded = new Room(Long.MAX_VALUE, Long.MAX_VALUE, 0);
    assertEquals(List.of(), pruned(percent(90), List.of(past(7, 1)), unbounded, 0));
  }
}
