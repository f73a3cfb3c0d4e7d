package org.contentmover.core.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.contentmover.core.manifest.UnsafePathException.Reason;
import org.junit.jupiter.api.Test;

class TreePathTest {
  @Test
  void shouldTakeEveryNameAFileSystemTakes() {
    for (String path :
        new String[] {
          "", "a", "a/b", "...", ".hidden", "a b", "a\\b", "a\nb", "ä", "\uD83D\uDE00", "~", "-rf"
        }) {
      assertEquals(path, TreePath.requireSafe(path));
    }
    TreePath.requireSafe("n".repeat(255));
    TreePath.requireSafe("ä".repeat(127) + "x");
    TreePath.requireSafe("d/".repeat(1535) + "dd");
  }

  @Test
  void shouldNameWhyAPathIsRefused() {
    Map<String, Reason> refused =
        Map.ofEntries(
            Map.entry("/", Reason.ABSOLUTE),
            Map.entry("/etc/passwd", Reason.ABSOLUTE),
            Map.entry("//a", Reason.ABSOLUTE),
            Map.entry("..", Reason.DOT_SEGMENT),
            Map.entry("../a", Reason.DOT_SEGMENT),
            Map.entry("a/../b", Reason.DOT_SEGMENT),
            Map.entry("a/..", Reason.DOT_SEGMENT),
            Map.entry(".", Reason.DOT_SEGMENT),
            Map.entry("a/./b", Reason.DOT_SEGMENT),
            Map.entry("a//b", Reason.EMPTY_SEGMENT),
            Map.entry("a/", Reason.EMPTY_SEGMENT),
            Map.entry("a\0b", Reason.NUL),
            Map.entry("n".repeat(256), Reason.NAME_TOO_LONG),
            Map.entry("ä".repeat(128), Reason.NAME_TOO_LONG),
            Map.entry("d/".repeat(1536) + "d", Reason.PATH_TOO_LONG),
            Map.entry("a\uD83D", Reason.NOT_UNICODE));
    refused.forEach(
        (path, reason) -> {
          UnsafePathException refusal =
              assertThrows(UnsafePathException.class, () -> TreePath.requireSafe(path), path);
          assertEquals(reason, refusal.reason(), path);
        });
  }

  @Test
  void shouldShowControlCharactersInItsMessage() {
    UnsafePathException refusal =
        assertThrows(UnsafePathException.class, () -> TreePath.requireSafe("a\n\0"));
    assertTrue(refusal.getMessage().contains("a\\u000a\\u0000"), refusal.getMessage());
  }

  @Test
  void shouldTakePathsApart() {
    assertEquals("a/b", TreePath.parent("a/b/c"));
    assertEquals("", TreePath.parent("a"));
    assertEquals("c", TreePath.name("a/b/c"));
    assertEquals("a", TreePath.child("", "a"));
    assertEquals("a/b", TreePath.child("a", "b"));
    assertThrows(IllegalArgumentException.class, () -> TreePath.parent(""));
  }
}
