package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An independent witness that two trees are equal: content, modes, times, links. */
final class Rsync {

  private Rsync() {}

  static void assertSame(Path staging, Path live) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("rsync", "-aHnic", "--delete", staging + "/", live + "/")
            .redirectErrorStream(true)
            .start();
    String differences =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    assertEquals(
        "", differences, () -> "rsync finds differences between " + staging + " and " + live);
    assertEquals(0, exit, "exit code of rsync");
  }
}
