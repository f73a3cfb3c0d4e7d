package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a tree is what a scan with the same rules would take of it. */
class ManifestFilterTest {
  @TempDir Path directory;
  private SampleTree sample;
  private Manifest tree;

  @BeforeEach
  void makeTree() throws Exception {
    sample = SampleTree.at(directory.resolve("tree"));
    sample
        .file("index.html", "one")
        .file("docs/index.html", "two")
        .file("docs/old/a.html", "three")
        .file("docs/old/deep/b.html", "four")
        .file("docs/older.html", "five")
        .file("old/c.html", "six")
        .directory("empty")
        .symlink("link.bak", "index.html");
    tree = scan(ScanRules.EVERYTHING);
  }

  @Test
  void shouldTakeOutAFileByItsPathOnly() throws Exception {
    shouldLeave(List.of(), List.of("/index.html"));
    shouldLeave(List.of(), List.of("docs/index.html"));
  }

  @Test
  void shouldTakeOutFilesByNameAtAnyDepth() throws Exception {
    shouldLeave(List.of(), List.of("index.html", "*.bak"));
  }

  @Test
  void shouldTakeOutADirectoryWithAllInIt() throws Exception {
    shouldLeave(List.of("docs/old"), List.of());
    shouldLeave(List.of("old", "empty"), List.of());
  }

  @Test
  void shouldLeaveAllWhenNothingMatches() throws Exception {
    shouldLeave(List.of("nothing"), List.of("*.txt"));
    assertEquals(tree, without(List.of("nothing"), List.of("*.txt")));
  }

  @Test
  void shouldPutSomethingElseWhereRulesSay() throws Exception {
    sample
        .file("index.html", "other")
        .file("docs/index.html", "left alone")
        .delete("docs/old/a.html")
        .file("docs/old/deep/b.html", "other")
        .file("news/today/flash.html", "new")
        .file("news/left.html", "left alone");
    Manifest replaced =
        ManifestFilter.replaced(
            tree,
            scan(ScanRules.EVERYTHING),
            ScanRules.ofPatterns(
                List.of(), List.of("/index.html", "docs/old/", "flash.html", "old/c.html")));
    assertEquals(
        List.of(
            "docs",
            "docs/index.html",
            "docs/old",
            "docs/old/deep",
            "docs/old/deep/b.html",
            "docs/older.html",
            "empty",
            "index.html",
            "link.bak",
            "news",
            "news/today",
            "news/today/flash.html",
            "old",
            "old/c.html"),
        paths(replaced).stream().filter(path -> !path.isEmpty()).sorted().toList());
    assertEquals(
        tree.find("docs/index.html").orElseThrow(), replaced.find("docs/index.html").orElseThrow());
    assertEquals(
        scan(ScanRules.EVERYTHING).find("index.html").orElseThrow(),
        replaced.find("index.html").orElseThrow());
    assertEquals(replaced, ManifestFilter.replaced(replaced, replaced, ScanRules.EVERYTHING));
  }

  private Manifest without(List<String> directories, List<String> files) {
    return ManifestFilter.without(tree, new ScanRules(List.of(), directories, List.of(), files));
  }

  private void shouldLeave(List<String> directories, List<String> files) throws Exception {
    Manifest scanned = scan(new ScanRules(List.of(), directories, List.of(), files));
    assertEquals(paths(scanned), paths(without(directories, files)));
    assertEquals(scanned.hash(), without(directories, files).hash());
  }

  private static List<String> paths(Manifest manifest) {
    return manifest.entries().stream().map(ManifestEntry::path).toList();
  }

  private Manifest scan(ScanRules rules) throws ScanFailure {
    return new TreeScanner(Clock.systemUTC())
        .scan(sample.root(), rules, ScanIndex.EMPTY)
        .manifest();
  }
}
