package org.contentmover.farm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** An independent witness whether two trees are equal: content, modes, times, links. */
public final class TreeDifferences {

  private TreeDifferences() {}

  /** What rsync would change in {@code live} to make it equal; empty when it is. */
  public static String between(Path staging, Path live) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("rsync", "-aHnic", "--delete", staging + "/", live + "/")
            .redirectErrorStream(true)
            .start();
    String differences =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    return exit == 0 ? differences : differences + "rsync ended with exit code " + exit;
  }
}
