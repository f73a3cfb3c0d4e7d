package org.contentmover.farm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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

  @Test
  void shouldBuildWhenNothingIsBuilt() throws Exception {
    Process build = build();
    assertEquals("Building (without tests) ...", finish(build));
    assertEquals("built", Files.readString(directory.resolve("log")).strip());
  }

  @Test
  void shouldWaitForTheBuildOfAnotherCall() throws Exception {
    Process other = holdTheLock();
    Process build = build();
    assertWaits(build);
    assertFalse(Files.exists(directory.resolve("log")));
    other.getOutputStream().close();
    assertEquals("Building (without tests) ...", finish(build));
    assertTrue(Files.exists(directory.resolve("log")));
  }

  @Test
  void shouldNotBuildAgainWhatAnotherCallHasBuilt() throws Exception {
    Process other = holdTheLock();
    Process build = build();
    assertWaits(build);
    Files.createFile(directory.resolve("left"));
    other.getOutputStream().close();
    assertEquals("", finish(build));
    assertFalse(Files.exists(directory.resolve("log")));
  }

  @Test
  void shouldSayThatTheBuildFailed() throws Exception {
    Files.createDirectory(directory.resolve("left"));
    Files.createDirectory(directory.resolve("log"));
    Process build = build();
    String said = read(build);
    assertTrue(said.endsWith("tool: the build failed\n"), said);
    assertEquals(1, build.waitFor());
  }

  private static void assertWaits(Process build) throws IOException {
    BufferedReader said = build.inputReader(StandardCharsets.UTF_8);
    String line = said.readLine();
    assertTrue(line.startsWith("Another build works in "), line);
  }

  private static String finish(Process build) throws IOException, InterruptedException {
    String said = read(build);
    assertEquals(0, build.waitFor(), said);
    return said.strip();
  }

  private static String read(Process build) throws IOException {
    StringWriter said = new StringWriter();
    build.inputReader(StandardCharsets.UTF_8).transferTo(said);
    return said.toString();
  }

  /** As the build of another call does, until its input ends. */
  private Process holdTheLock() throws IOException {
    Path lock = Files.createDirectory(directory.resolve("target")).resolve("build.lock");
    Process other =
        new ProcessBuilder("flock", lock.toString(), "sh", "-c", "echo held; exec cat").start();
    assertEquals("held", other.inputReader().readLine());
    return other;
  }

  /** Builds a module of one source, with a Maven that leaves a line in a log. */
  private Process build() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Path maven = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\necho built >>log\n");
    Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(Files.createDirectory(directory.resolve("source")).resolve("pom.xml"), "");
    ProcessBuilder bash =
        new ProcessBuilder(
                "bash",
                "-c",
                script("build_module module \"$1/left\" source"),
                "bash",
                directory.toString(),
                "built.bash")
            .redirectErrorStream(true);
    bash.environment().merge("PATH", bin + ":", (path, first) -> first + path);
    return bash.start();
  }

  private static String script(String last) {
    return "set -euo pipefail; repository=$1; fail() { echo \"tool: $*\" >&2; exit 1; };"
        + " . \"$2\"; "
        + last;
  }

  private String readable(int status, String classpath) throws IOException, InterruptedException {
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                script("require_readable \"$3\""),
                "bash",
                directory.toString(),
                "built.bash",
                classpath)
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(bash.waitFor(30, TimeUnit.SECONDS));
    assertEquals(status, bash.exitValue(), said);
    return said;
  }
}
