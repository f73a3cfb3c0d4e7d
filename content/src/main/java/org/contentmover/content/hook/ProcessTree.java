package org.contentmover.content.hook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
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

  /**
   * Kills them, and whatever they start meanwhile; a second at most.
   *
   * @return process ids of those that live on: another user's cannot be killed
   */
  List<Long> end() throws InterruptedException {
    // One whose parent was killed is no descendant any more, and may not show its mark.
    Set<ProcessHandle> known = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> members =
          Stream.concat(root.descendants(), ProcessHandle.allProcesses().filter(this::isMarked))
              .filter(ProcessTree::isRunning)
              .collect(Collectors.toSet());
      known.addAll(members);
      root.destroyForcibly();
      members.forEach(ProcessHandle::destroyForcibly);
      if (root.waitFor(ROUND_MILLIS, TimeUnit.MILLISECONDS) && members.isEmpty()) {
        break;
      }
    }
    return Stream.concat(known.stream(), Stream.of(root.toHandle()))
        .filter(ProcessTree::isRunning)
        .map(ProcessHandle::pid)
        .distinct()
        .sorted()
        .toList();
  }

  /** One that has ended may be waiting for somebody to ask how; it counts as alive meanwhile. */
  private static boolean isRunning(ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      String stat =
          Files.readString(
              PROC.resolve(Long.toString(process.pid())).resolve("stat"),
              StandardCharsets.ISO_8859_1);
      return !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return process.isAlive();
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
