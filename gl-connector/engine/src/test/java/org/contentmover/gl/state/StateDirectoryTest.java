package org.contentmover.gl.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.contentmover.core.election.LeadershipFloor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  private static final EpochFloor FLOOR = new EpochFloor(41, "boston-1");
  @TempDir Path root;

  @Test
  void shouldHaveNoFloorAtFirst() throws IOException {
    try (StateDirectory state = StateDirectory.open(root.resolve("not/there/yet"))) {
      assertEquals(Optional.empty(), state.readFloor());
    }
  }

  @Test
  void shouldGiveBackTheFloorOfTheLastRun() throws IOException {
    try (StateDirectory state = StateDirectory.open(root)) {
      state.writeFloor(new EpochFloor(7, "boston-3"));
      state.writeFloor(FLOOR);
    }
    try (StateDirectory state = StateDirectory.open(root)) {
      assertEquals(Optional.of(FLOOR), state.readFloor());
    }
  }

  @Test
  void shouldGiveBackTheHighestEpoch() throws IOException {
    EpochFloor highest = new EpochFloor(LeadershipFloor.MAX_EPOCH, "boston-3");
    try (StateDirectory state = StateDirectory.open(root)) {
      state.writeFloor(highest);
      assertEquals(Optional.of(highest), state.readFloor());
    }
  }

  @Test
  void shouldTakeNoEpochOutOfRange() throws IOException {
    Path file = root.resolve(StateDirectory.FLOOR_FILE);
    try (StateDirectory state = StateDirectory.open(root)) {
      for (long epoch : new long[] {0, LeadershipFloor.MAX_EPOCH + 1, Long.MAX_VALUE}) {
        state.writeFloor(new EpochFloor(epoch, "boston-3"));
        assertDamaged(state, file, "epoch " + epoch);
      }
    }
  }

  @Test
  void shouldKnowWhichRunsEndedWithoutHavingLeft() throws IOException {
    Instant monday = Instant.parse("2026-03-02T08:00:00Z");
    run(monday, true);
    run(monday.plusSeconds(60), false);
    assertEquals(List.of(monday.plusSeconds(120)), run(monday.plusSeconds(120), true).found());
    UncleanEnds ends = run(monday.plusSeconds(180), false);
    assertEquals(List.of(monday.plusSeconds(120)), ends.found(), "the run before had left");
    ends = run(monday.plusSeconds(240), false);
    assertEquals(2, ends.countedAt(monday.plusSeconds(240)), ends.toString());
    Instant sevenDaysLater = monday.plus(Duration.ofDays(7)).plusSeconds(130);
    assertEquals(1, ends.countedAt(sevenDaysLater), "the first of them is forgiven");
  }

  private UncleanEnds run(Instant start, boolean leaves) throws IOException {
    try (StateDirectory state = StateDirectory.open(root)) {
      UncleanEnds ends = state.onEntered(start);
      if (leaves) {
        state.onLeft();
      }
      return ends;
    }
  }

  @Test
  void shouldKeepTheLastUncleanEndsOnly() throws IOException {
    Instant start = Instant.parse("2026-03-02T08:00:00Z");
    for (int i = 0; i < UncleanEnds.MOST + 5; i++) {
      run(start.plusSeconds(i), false);
    }
    Instant now = start.plusSeconds(60);
    assertEquals(UncleanEnds.MOST, run(now, false).countedAt(now));
  }

  @Test
  void shouldPassOverWhatIsNoUncleanEnd() throws IOException {
    Files.writeString(
        root.resolve(StateDirectory.ENDS_FILE), "\0\0\n2026-03-02T08:00:00Z\nyesterday\n");
    Instant now = Instant.parse("2026-03-02T09:00:00Z");
    assertEquals(1, run(now, true).countedAt(now));
  }

  @Test
  void shouldRefuseASecondInstanceAndNameTheDirectory() throws IOException {
    try (StateDirectory first = StateDirectory.open(root)) {
      IOException refused = assertThrows(IOException.class, () -> StateDirectory.open(root));
      assertTrue(refused.getMessage().contains(first.path().toString()), refused.getMessage());
      assertTrue(refused.getMessage().contains("state.directory"), refused.getMessage());
      assertTrue(
          refused.getMessage().contains(Long.toString(ProcessHandle.current().pid())),
          refused.getMessage());
    }
    StateDirectory.open(root).close();
  }

  @Test
  void shouldStayLockedForOtherProcessesAfterRefusingOne() throws Exception {
    try (StateDirectory first = StateDirectory.open(root)) {
      assertThrows(IOException.class, () -> StateDirectory.open(root));
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OpenStateDirectory.class.getName(),
                  first.path().toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(3, other.waitFor(), output);
      assertTrue(output.contains("in use"), output);
    }
  }

  /** Another process that wants the same state directory. */
  static final class OpenStateDirectory {
    public static void main(String[] directory) throws IOException {
      try {
        StateDirectory.open(Path.of(directory[0])).close();
      } catch (IOException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }

  @Test
  void shouldTakeNoDamagedFloorForNone() throws IOException {
    byte[] whole = FLOOR.encode();
    Path file = root.resolve(StateDirectory.FLOOR_FILE);
    try (StateDirectory state = StateDirectory.open(root)) {
      for (int length = 0; length < whole.length; length++) {
        Files.write(file, Arrays.copyOf(whole, length));
        assertDamaged(state, file, "cut to " + length + " bytes");
      }
      for (int i = 0; i < whole.length; i++) {
        byte[] flipped = whole.clone();
        flipped[i] ^= 0x01;
        Files.write(file, flipped);
        assertDamaged(state, file, "bit flipped in byte " + i);
      }
      Files.write(file, new byte[1 << 20]);
      assertDamaged(state, file, "a megabyte of zeros");
    }
  }

  @Test
  void shouldKeepTheOldFloorWhenTheNewOneIsHalfWritten() throws IOException {
    try (StateDirectory state = StateDirectory.open(root)) {
      state.writeFloor(FLOOR);
      Files.writeString(root.resolve("epoch-floor.new"), "content-mover ep");
      assertEquals(Optional.of(FLOOR), state.readFloor());
      state.writeFloor(new EpochFloor(42, "boston-2"));
      assertEquals(Optional.of(new EpochFloor(42, "boston-2")), state.readFloor());
      assertFalse(Files.exists(root.resolve("epoch-floor.new")));
    }
  }

  @Test
  void shouldSayWhatToDoWhenTheDirectoryCannotBeMade() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "in the way");
    IOException refused =
        assertThrows(IOException.class, () -> StateDirectory.open(file.resolve("state")));
    assertTrue(refused.getMessage().contains("state.directory"), refused.getMessage());
  }

  @Test
  void shouldBeReadableByPeople() {
    assertTrue(
        new String(FLOOR.encode(), StandardCharsets.US_ASCII)
            .contains("epoch 41 leader boston-1\n"));
  }

  private static void assertDamaged(StateDirectory state, Path file, String how) {
    IOException damaged = assertThrows(IOException.class, state::readFloor, how);
    assertTrue(damaged.getMessage().contains(file.toString()), damaged.getMessage());
  }
}
