package org.contentmover.content.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all it started, to be ended together. What left the tree by giving up its parent is
 * known by a mark in its environment, where the system shows that ({@code /proc}).
 */
final class ProcessTree {
  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 100;
  private static final long ROUND_MILLIS = 10;

  private final Process root;
  private final String mark;

  /**
   * A tree that has just begun.
   *
   * @param mark a string in the environment of the process that no other has
   */
  ProcessTree(Process root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** Kills them, and whatever they start meanwhile; a second at most. */
  void end() throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> members =
          Stream.concat(root.descendants(), ProcessHandle.allProcesses().filter(this::isMarked))
              .filter(ProcessHandle::isAlive)
              .collect(Collectors.toSet());
      root.destroyForcibly();
      members.forEach(ProcessHandle::destroyForcibly);
      if (root.waitFor(ROUND_MILLIS, TimeUnit.MILLISECONDS) && members.isEmpty()) {
        return;
      }
    }
  }

  private boolean isMarked(ProcessHandle process) {
    try {
      byte[] environment =
          Files.readAllBytes(PROC.resolve(Long.toString(process.pid())).resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(mark);
    } catch (IOException e) {
      return false; // Gone, or another user's.
    }
  }
}
