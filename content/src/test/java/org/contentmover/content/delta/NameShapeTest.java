package org.contentmover.content.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameShapeTest {
  /** The same in another language. */
  private static final Pattern CHANGING =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?=[A-Za-z_]*[0-9])[A-Za-z0-9_]{6,}(?![A-Za-z0-9])|[0-9]+(\\.[0-9]+)*");

  @ParameterizedTest
  @CsvSource({
    "wildfly-39.0.1.Final/lib/a.jar, wildfly-#.Final/lib/a.jar",
    "js/app.3f9c2b.js, js/app.#.js",
    "js/app.abcdef.js, js/app.abcdef.js",
    "a1.txt, a#.txt",
    "v1.2., v#.",
    "_12345, #"
  })
  void shouldLeaveOutWhatChangesFromReleaseToRelease(String path, String shape) {
    assertEquals(shape, NameShape.of(path));
  }

  @Test
  void shouldFindWhatARegularExpressionFinds() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder path = new StringBuilder();
      for (int i = random.nextInt(24); i > 0; i--) {
        path.append("aZ0159._-/ä".charAt(random.nextInt(11)));
      }
      assertEquals(
          CHANGING.matcher(path).replaceAll("#"),
          NameShape.of(path.toString()),
          () -> '"' + path.toString() + "\", seed " + seed);
    }
  }
}
