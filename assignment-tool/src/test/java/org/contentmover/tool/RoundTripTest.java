package org.contentmover.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From one tree to another and back to a directory, by the tool alone. */
class RoundTripTest {
  private static final long SEED = 4;
  private static final int LARGE_BYTES = 300_000;

  @TempDir Path directory;
  private final Tool tool = new Tool();
  private TestTree old;
  private TestTree now;
  private Path out;

  @BeforeEach
  void trees() throws IOException {
    old = TestTree.at(directory.resolve("old"));
    now = TestTree.at(directory.resolve("new"));
    out = directory.resolve("out");
  }

  private TestTree apply() throws Exception {
    TestTree copy = old.copy(directory.resolve("copy"));
    assertEquals(old.read(), copy.read());
    tool.does("apply", copy.root(), out);
    assertEquals(now.read(), copy.read());
    return copy;
  }

  private void oddTrees() throws IOException {
    byte[] noise = new byte[LARGE_BYTES];
    new SplittableRandom(SEED).nextBytes(noise);
    old.file("same", "as before")
        .file("index.html", "one")
        .file("gone/away", "bye")
        .file("becomes/a/file", "x")
        .file("turns", "into a directory")
        .file("noise.jpg", noise)
        .file("text.js", "var a = 1;\n".repeat(LARGE_BYTES / 10))
        .file("mode", "alone")
        .file("time", "alone")
        .symlink("start", "index.html");
    noise[LARGE_BYTES / 2]++;
    now.file("same", "as before")
        .file("index.html", "two")
        .file("becomes", "a file")
        .file("turns/into", "this")
        .file("noise.jpg", noise)
        .file("text.js", "var a = 1;\n".repeat(LARGE_BYTES / 10) + "var b;\n")
        .file("mode", "alone")
        .file("time", "alone")
        .file("empty", "")
        .file("a name with spaces", "1")
        .file("-rf", "2")
        .file("new\nline", "3")
        .file("'quote\"$(x)`\\", "4")
        .file("Grüße/日本語/🙂", "5")
        .directory("nothing/here/at/all")
        .symlink("start", "becomes")
        .symlink("dangling", "no/such/file")
        .symlink("turns/up", "../index.html")
        .mode("mode", "rwxr-x--x")
        .mode("index.html", "r--------")
        .mode("nothing/here", "rwx------")
        .modified("time", "2001-02-03T04:05:06.123456789Z")
        .modified("start", "2002-03-04T05:06:07.123456Z")
        .modified("nothing", "1999-12-31T23:59:59.999999999Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "default", "small"})
  void shouldMakeOneTreeIntoTheOther(String profile) throws Exception {
    oddTrees();
    tool.does("make", old.root(), now.root(), out, "--profile", profile);
    apply();
  }

  @Test
  void shouldFillAnEmptyDirectoryAndEmptyItAgain() throws Exception {
    now.file("index.html", "one");
    tool.does("make", old.root(), now.root(), out);
    TestTree copy = apply();
    Path back = directory.resolve("back");
    tool.does("make", now.root(), old.root(), back);
    tool.does("apply", copy.root(), back);
    assertEquals(old.read(), copy.read());
  }

  @Test
  void shouldLeaveATreeThatHasNotChangedAsItIs() throws Exception {
    old.file("index.html", "one").symlink("start", "index.html");
    now = old;
    tool.does("make", old.root(), now.root(), out);
    assertTrue(tool.out().contains(" 0 commands"), tool.out());
    apply();
  }

  @Test
  void shouldLeaveNothingBesideTheDirectory() throws Exception {
    oddTrees();
    tool.does("make", old.root(), now.root(), out);
    assertEquals(Set.of("commit.assignment", "key.pub", "publish.assignment"), names(out));
    Set<String> before = names(directory);
    apply();
    before.add("copy");
    assertEquals(before, names(directory));
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void shouldWriteIntoNoFileOfTheDirectoryItChanges() throws Exception {
    old.file("index.html", "one").file("same", "content");
    now.file("index.html", "two").file("same", "content");
    tool.does("make", old.root(), now.root(), out);
    TestTree copy = old.copy(directory.resolve("copy"));
    Path kept = directory.resolve("kept");
    Files.createLink(kept, copy.root().resolve("index.html"));
    tool.does("apply", copy.root(), out);
    assertEquals("one", Files.readString(kept));
    assertEquals(now.read(), copy.read());
  }

  @Test
  void shouldSayWhatItCosts() throws Exception {
    oddTrees();
    tool.does("make", old.root(), now.root(), out, "--stats");
    long bytes = bytesIn(out);
    Map<String, String> figures = figures();
    assertEquals(Long.toString(bytes), figures.get("bytes"));
    assertTrue(Double.parseDouble(figures.get("cpuSeconds")) > 0);
    assertTrue(Long.parseLong(figures.get("peakMemoryBytes")) > 1_000_000);
    TestTree copy = old.copy(directory.resolve("copy"));
    tool.does("apply", "--stats", copy.root(), out);
    assertEquals(Long.toString(bytes), figures().get("bytes"));
    assertTrue(tool.out().contains("phase stage cpuSeconds "), tool.out());
  }

  @Test
  void shouldSayWhatItCostsWhenItIsDoneAgain() throws Exception {
    oddTrees();
    tool.does("make", old.root(), now.root(), out, "--stats", "--repeat", 3);
    assertEquals(Long.toString(bytesIn(out)), figures().get("bytes"));
    assertTrue(tool.out().contains("warm write cpuSeconds "), tool.out());
    TestTree copy = old.copy(directory.resolve("copy"));
    tool.does("apply", copy.root(), out, "--repeat", 2, "--stats");
    assertTrue(tool.out().contains("warm stage cpuSeconds "), tool.out());
    assertEquals(Long.toString(bytesIn(out)), figures().get("bytes"));
    assertEquals(now.read(), copy.read());
    assertFalse(Files.exists(directory.resolve("copy~applying")));
  }

  private static long bytesIn(Path out) throws IOException {
    return Files.size(out.resolve("publish.assignment"))
        + Files.size(out.resolve("commit.assignment"));
  }

  private Map<String, String> figures() {
    return tool.out()
        .lines()
        .map(line -> line.split(" "))
        .filter(words -> words.length == 2)
        .collect(Collectors.toMap(words -> words[0], words -> words[1]));
  }

  @Test
  void shouldTellWhatIsInAnAssignment() throws Exception {
    old.file("index.html", "one").file("gone", "bye");
    now.file("index.html", "two").directory("here");
    tool.does("make", old.root(), now.root(), out);
    tool.does("inspect", out, "--list");
    for (String said : new String[] {"PUBLISH", "COMMIT", "index.html", "gone", "here"}) {
      assertTrue(tool.out().contains(said), tool.out());
    }
    tool.does("inspect", out);
    assertTrue(tool.out().contains("RemoveFile"), tool.out());
    assertTrue(!tool.out().contains("index.html"), tool.out());
    assertNotEquals("", tool.out());
  }
}
