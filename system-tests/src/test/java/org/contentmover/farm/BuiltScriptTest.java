package org.contentmover.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts that start Java say when they cannot. */
class BuiltScriptTest {
  @TempDir Path directory;

  @Test
  void shouldNameTheFileThatCannotBeRead() throws Exception {
    Path missing = directory.resolve("some.jar");

    String said = readable(1, directory + ":" + missing + ":" + directory.resolve("other.jar"));

    assertTrue(said.startsWith("tool: " + missing + " cannot be read by "), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void shouldSayNothingWhenAllCanBeRead() throws Exception {
    assertEquals("", readable(0, directory.toString()));
  }

  private String readable(int status, String classpath) throws IOException, InterruptedException {
    String script =
        "set -euo pipefail; repository=$1; fail() { echo \"tool: $*\" >&2; exit 1; };"
            + " . \"$2\"; require_readable \"$3\"";
    Process bash =
        new ProcessBuilder(
                "bash", "-c", script, "bash", directory.toString(), "built.bash", classpath)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
    assertEquals(status, bash.exitValue(), said);
    return said;
  }
}
