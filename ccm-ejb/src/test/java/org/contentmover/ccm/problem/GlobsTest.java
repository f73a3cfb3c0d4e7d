package org.contentmover.ccm.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlobsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/",
        "//",
        "[",
        "./drafts/",
        "../x",
        "a/../b",
        "a//b",
        "drafts//",
        ".",
        ".."
      })
  void shouldRefuseWhatNoPathIsLike(String pattern) {
    Invalid refused =
        assertThrows(Invalid.class, () -> Globs.require("excludes", List.of("*.bak", pattern)));

    assertEquals("excludes", refused.field());
    assertEquals(pattern, refused.found());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*.bak",
        "drafts/",
        "/drafts/",
        "/index.html",
        "a/**/b",
        "**/x",
        ".htaccess",
        "..x",
        "{a,b}/c/",
        "*"
      })
  void shouldTakeWhatPathsAreLike(String pattern) {
    assertEquals(List.of(pattern), Globs.require("paths", List.of(pattern)));
  }
}
