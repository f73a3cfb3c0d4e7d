package org.contentmover.gl.bare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.SegmentPorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The file system of one receiver's spool files is full in the middle of a transfer: it refuses
 * with the reason, the others have the file. Where a process may not mount a small file system of
 * its own (root may, in a mount namespace that ends with the process) the test is left out.
 */
@EnabledOnOs(OS.LINUX)
class FullDiskTest {
  private static final int FILE_BYTES = 3_000_000;

  /** Mounts 4 MiB at $0, fills them when the file $1 appears, and runs the rest meanwhile. */
  private static final String ON_A_SMALL_DISK =
      "mkdir -p \"$0\" && mount -t tmpfs -o size=4m tmpfs \"$0\" || exit 9;"
          + " disk=$0; when=$1; shift;"
          + " (while [ -d \"${when%/*}\" ] && [ ! -e \"$when\" ]; do sleep 0.05; done;"
          + " cat /dev/zero > \"$disk/filler\") 2>/dev/null &"
          + " exec \"$@\"";

  @TempDir Path root;
  private final List<MemberProcess> members = new ArrayList<>();

  @AfterEach
  void end() throws Exception {
    for (MemberProcess member : members) {
      member.kill();
    }
  }

  @Test
  void shouldRefuseWithTheReasonAndServeTheOthers() throws Exception {
    assumeTrue(mayMount(), "this process may not mount a file system");
    Path file = Files.write(root.resolve("assignment"), new byte[FILE_BYTES]);
    int port = SegmentPorts.nextPair();
    String[] distributes = {"--rate", "300000", "--distribute", file.toString()};
    MemberProcess leader = start(List.of(), "boston-1", 90, port, distributes);
    MemberProcess other = start(List.of(), "boston-2", 60, port);
    Path fillNow = root.resolve("fill-now");
    List<String> onASmallDisk =
        List.of(
            "unshare",
            "-m",
            "sh",
            "-c",
            ON_A_SMALL_DISK,
            root.resolve("boston-3-spool").toString(),
            fillNow.toString());
    MemberProcess full = start(onASmallDisk, "boston-3", 30, port, "--log", "info");
    Await.until(() -> "offered: " + full.lines(), () -> full.said(" OFFERED "));
    Await.until(() -> "in the middle: " + full.lines(), () -> frames(full) > 200);

    Files.createFile(fillNow);

    Await.until(() -> "refused: " + leader.lines(), () -> leader.said(" boston-3=REFUSED:"));
    assertTrue(full.said("GLC0042") && full.said("No space left"), () -> full.lines().toString());
    Await.until(() -> "the other has it: " + other.lines(), () -> other.said(" RECEIVED "));
    Await.until(
        () -> "told: " + leader.lines(),
        () -> leader.said(" boston-2=STAGED:100 boston-3=REFUSED:"));
    try (Stream<Path> spooled = Files.list(root.resolve("boston-2-spool"))) {
      assertEquals(-1, Files.mismatch(file, spooled.findFirst().orElseThrow()));
    }
  }

  private static long frames(MemberProcess member) {
    try {
      return member.counter("mctp.frames.received");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean mayMount() throws IOException, InterruptedException {
    try {
      return new ProcessBuilder("unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt")
              .redirectErrorStream(true)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  private MemberProcess start(List<String> by, String name, int priority, int port, String... more)
      throws IOException {
    MemberProcess member =
        MemberProcess.start(
            by, root, name, priority, port, List.of("boston-1", "boston-2", "boston-3"), more);
    members.add(member);
    return member;
  }
}
