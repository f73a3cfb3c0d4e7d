package org.contentmover.gl.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.contentmover.gl.test.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The process of a receiver is killed in the middle of a transfer and started again: it joins the
 * running session and has the file in the end; nobody else receives anything twice (LD-1, DT-8).
 */
class KilledReceiverTest {
  private static final int FILE_BYTES = 3_000_000;
  private static final int FRAMES = FILE_BYTES / 1_376 + 1;

  @TempDir Path root;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<MemberProcess> members = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (MemberProcess member : members) {
      member.kill();
    }
  }

  @Test
  void shouldServeAReceiverThatIsKilledAndComesBack() throws Exception {
    byte[] content = new byte[FILE_BYTES];
    random.nextBytes(content);
    Path file = Files.write(root.resolve("assignment"), content);
    int port = MemberProcess.freePort();
    String[] distributes = {"--rate", "600000", "--distribute", file.toString()};
    MemberProcess leader = start("boston-1", 90, port, distributes);
    MemberProcess steady = start("boston-2", 60, port);
    MemberProcess killed = start("boston-3", 30, port);
    int framesBefore = 1 + random.nextInt(FRAMES * 3 / 4);
    Await.until(() -> "offered, seed " + seed + killed.lines(), () -> killed.said(" OFFERED "));
    Await.until(
        () -> "in the middle, seed " + seed + killed.lines(), () -> frames(killed) >= framesBefore);

    killed.kill();
    assertTrue(!killed.said(" RECEIVED "), "it was killed before it had everything");
    MemberProcess restarted = start("boston-3", 30, port);

    Await.until(
        () -> "the steady one has it, seed " + seed + steady.lines(),
        () -> steady.said(" RECEIVED "));
    Await.until(
        () -> "the restarted one has it, seed " + seed + restarted.lines(),
        () -> restarted.said(" RECEIVED "));
    Await.until(
        () -> "all have reported, seed " + seed + leader.lines(),
        () -> leader.said(" boston-2=STAGED:100 boston-3=STAGED:100"));
    assertEquals(-1, Files.mismatch(file, spooled("boston-2")));
    assertEquals(-1, Files.mismatch(file, spooled("boston-3")));
    assertEquals(FRAMES, frames(steady), "what it had was not written again");
  }

  private Path spooled(String name) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(name + "-spool"))) {
      return files.findFirst().orElseThrow();
    }
  }

  private static long frames(MemberProcess member) {
    try {
      return member.counter("mctp.frames.received");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private MemberProcess start(String name, int priority, int port, String... more)
      throws IOException {
    MemberProcess member =
        MemberProcess.start(
            root, name, priority, port, List.of("boston-1", "boston-2", "boston-3"), more);
    members.add(member);
    return member;
  }
}
