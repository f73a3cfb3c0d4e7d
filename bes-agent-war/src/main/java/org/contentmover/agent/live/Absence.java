package org.contentmover.agent.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Tells a path that a tree does not have from one that cannot be looked at just now (no free file
 * descriptor, a failing disk). For most errors Java hands on only the text of the operating system,
 * in the language of the machine; so the tree is asked instead, step by step, by means that open
 * nothing. Blocks for some look-ups in directories; safe for any thread.
 */
final class Absence {
  private static final int LONGEST_NAME_BYTES = 255;
  private static final int LONGEST_PATH_BYTES = 4095;

  /** As many links as Linux follows in one look-up. */
  private static final int MOST_LINKS = 40;

  private Absence() {}

  /**
   * Whether the path surely leads to nothing: an entry is not there, a file stands where a
   * directory is needed, links form a loop, a name is longer than any can be. In doubt it is not.
   */
  static boolean isCertain(Path path) {
    Path file = path.toAbsolutePath();
    if (bytes(file) > LONGEST_PATH_BYTES) {
      return true;
    }
    Deque<Path> ahead = new ArrayDeque<>();
    file.forEach(ahead::addLast);
    Path at = file.getRoot();
    int links = 0;
    try {
      while (!ahead.isEmpty()) {
        Path name = ahead.removeFirst();
        if (bytes(name) > LONGEST_NAME_BYTES) {
          return true;
        }
        Path next = at.resolve(name).normalize();
        BasicFileAttributes entry =
            Files.readAttributes(next, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (entry.isSymbolicLink()) {
          Path target = Files.readSymbolicLink(next);
          if (++links > MOST_LINKS) {
            return true;
          }
          at = target.isAbsolute() ? target.getRoot() : at;
          for (int i = target.getNameCount() - 1; i >= 0; i--) {
            ahead.addFirst(target.getName(i));
          }
        } else if (!entry.isDirectory() && !ahead.isEmpty()) {
          return true;
        } else {
          at = next;
        }
      }
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
