package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.TreeReading;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.Intake;
import org.contentmover.core.manifest.EntryKind;
import org.contentmover.core.manifest.Manifest;
import org.contentmover.core.manifest.ManifestEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TreeScannerTest {
  @TempDir Path directory;
  private SampleTree tree;
  private final AtomicInteger opened = new AtomicInteger();

  @BeforeEach
  void makeTree() {
    tree =
        SampleTree.at(directory.resolve("staging"))
            .file("index.html", "<h1>hello</h1>")
            .file("a/b/c.txt", "c")
            .file("empty", "")
            .directory("nothing")
            .symlink("a/up", "../index.html");
  }

  private static Clock at(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /** A scan long after the tree was made: nothing in it is too young to be trusted. */
  private static Clock later() {
    return at(Instant.now().plus(Duration.ofMinutes(1)));
  }

  private InputStream countingOpen(Path file) throws IOException {
    opened.incrementAndGet();
    return FileOpener.REAL.open(file);
  }

  private ScanResult scan(ScanIndex index) throws ScanFailure {
    return scan(ScanRules.EVERYTHING, index);
  }

  private ScanResult scan(ScanRules rules, ScanIndex index) throws ScanFailure {
    return new TreeScanner(later(), this::countingOpen).scan(tree.root(), rules, index);
  }

  @Test
  void shouldFindEverythingWithAllAttributes() throws Exception {
    tree.mode("a", "rwx------").mode("index.html", "r--r--r--");
    assertEquals(TreeReading.read(tree.root()), scan(ScanIndex.EMPTY).manifest());
    ManifestEntry page = scan(ScanIndex.EMPTY).manifest().find("index.html").orElseThrow();
    assertEquals(SampleTree.MTIME_NS, page.mtimeNs());
    assertEquals(0444, page.mode());
  }

  @Test
  void shouldReadNoContentOfAnUnchangedTree() throws Exception {
    ScanResult first = scan(ScanIndex.EMPTY);
    assertEquals(3, opened.get());
    assertEquals(3, first.filesHashed());
    opened.set(0);

    ScanResult second = scan(first.index());

    assertEquals(0, opened.get());
    assertEquals(0, second.filesHashed());
    assertEquals(0, second.bytesRead());
    assertEquals(first.manifest(), second.manifest());
  }

  @Test
  void shouldReadOnlyWhatChanged() throws Exception {
    ScanIndex index = scan(ScanIndex.EMPTY).index();
    opened.set(0);
    tree.file("a/b/c.txt", "C");
    ScanResult second = scan(index);
    assertEquals(1, opened.get());
    assertEquals(TreeReading.read(tree.root()), second.manifest());
  }

  @Test
  void shouldNameALargeFileThatCannotBeReadAgain() throws Exception {
    tree.file("large.bin", new byte[5_000_000]);
    AtomicInteger times = new AtomicInteger();
    FileOpener failing =
        file -> {
          if (file.endsWith("large.bin") && times.incrementAndGet() == 2) {
            throw new IOException("Input/output error");
          }
          return FileOpener.REAL.open(file);
        };
    try (ContentStore store = ContentStore.open(directory.resolve("store"));
        Intake intake = store.intake()) {
      TreeScanner scanner = new TreeScanner(later(), failing);
      ScanFailure failure =
          assertThrows(
              ScanFailure.class,
              () -> scanner.scan(tree.root(), ScanRules.EVERYTHING, ScanIndex.EMPTY, intake));
      assertEquals(
          List.of("\"large.bin\": it cannot be read: Input/output error"),
          failure.problems().stream().map(ScanProblem::toString).toList());
    }
  }

  @Test
  void shouldNoticeAChangeThatKeepsSizeAndTime() throws Exception {
    ScanIndex index = scan(ScanIndex.EMPTY).index();
    tree.file("a/b/c.txt", "d");
    assertEquals(TreeReading.read(tree.root()), scan(index).manifest());
  }

  @Test
  void shouldReadAgainWhatWasYoungAtTheLastScan() throws Exception {
    TreeScanner soon = new TreeScanner(Clock.systemUTC(), this::countingOpen);
    ScanIndex index = soon.scan(tree.root(), ScanRules.EVERYTHING, ScanIndex.EMPTY).index();
    assertEquals(0, index.size());
    opened.set(0);
    assertEquals(3, scan(index).index().size());
    assertEquals(3, opened.get());
  }

  @Test
  void shouldSurviveSavingTheIndex() throws Exception {
    Path file = directory.resolve("index");
    scan(ScanIndex.EMPTY).index().save(file);
    opened.set(0);
    scan(ScanIndex.load(file));
    assertEquals(0, opened.get());
  }

  @Test
  void shouldReadEverythingWhenTheIndexIsDamaged() throws Exception {
    Path file = directory.resolve("index");
    scan(ScanIndex.EMPTY).index().save(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, 20, bytes.length - 1}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      assertEquals(0, ScanIndex.load(file).size());
    }
    bytes[bytes.length / 2] = (byte) (bytes[bytes.length / 2] ^ 1);
    Files.write(file, bytes);
    assertEquals(0, ScanIndex.load(file).size());
    assertEquals(0, ScanIndex.load(directory.resolve("missing")).size());
  }

  @Test
  void shouldTakeAnEmptyTree() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Manifest manifest =
        new TreeScanner(later()).scan(empty, ScanRules.EVERYTHING, ScanIndex.EMPTY).manifest();
    assertEquals(List.of(""), manifest.entries().stream().map(ManifestEntry::path).toList());
  }

  @Test
  void shouldTakeTheLongestNamesAndDeepDirectories() throws Exception {
    String longest = "ä".repeat(127) + "x";
    assertEquals(255, longest.getBytes(StandardCharsets.UTF_8).length);
    String deep = "d/".repeat(700) + "bottom.txt";
    tree.file(longest, "long").file(deep, "deep");
    Manifest manifest = scan(ScanIndex.EMPTY).manifest();
    assertTrue(manifest.find(longest).isPresent());
    assertTrue(manifest.find(deep).isPresent());
  }

  @Test
  void shouldKnowFilesAgainWhereNamesSortAroundTheSlash() throws Exception {
    for (String directory :
        List.of("a", "a!", "a!!", "a-b", "a0", "ab", "\u00e4", "a/a", "a/a.b")) {
      tree.file(directory + "/f", directory).file(directory + ".txt", directory);
      tree.directory(directory + "/\uD83D\uDE00").file(directory + "/\uFF5E", directory);
    }
    ScanResult first = scan(ScanIndex.EMPTY);
    assertEquals(TreeReading.read(tree.root()), first.manifest());
    opened.set(0);
    assertEquals(first.manifest(), scan(first.index()).manifest());
    assertEquals(0, opened.get());
  }

  @Test
  void shouldReadNothingOfATreeThatCannotBePublished() throws Exception {
    Files.setLastModifiedTime(tree.root().resolve("empty"), FileTime.fromMillis(-10_000));
    assertThrows(ScanFailure.class, () -> scan(ScanIndex.EMPTY));
    assertEquals(0, opened.get());
  }

  @Test
  void shouldSayThatItWasInterrupted() {
    Thread.currentThread().interrupt();
    ScanFailure failure = assertThrows(ScanFailure.class, () -> scan(ScanIndex.EMPTY));
    assertTrue(Thread.interrupted());
    assertEquals(ScanProblem.Kind.INTERRUPTED, failure.problems().get(0).kind());
  }

  @Test
  void shouldTakeSymlinkLoopsThatStayInside() throws Exception {
    tree.symlink("x", "y").symlink("y", "x").symlink("self", "self").symlink("here", ".");
    Manifest manifest = scan(ScanIndex.EMPTY).manifest();
    assertEquals(EntryKind.SYMLINK, manifest.find("self").orElseThrow().kind());
  }

  @Test
  void shouldTakeANameThatShowsAReplacementCharacter() throws Exception {
    tree.file("really\uFFFD.txt", "this name is UTF-8");
    assertTrue(scan(ScanIndex.EMPTY).manifest().find("really\uFFFD.txt").isPresent());
  }

  @Test
  void shouldObeyRulesForDirectoriesAndTypes() throws Exception {
    tree.file("drafts/x.html", "x")
        .file("a/drafts/y.html", "y")
        .file("a/note.bak", "z")
        .file("top/secret/s.html", "s")
        .file("top/open/o.html", "o");
    ScanRules rules =
        new ScanRules(List.of(), List.of("drafts", "top/secret"), List.of(), List.of("*.bak"));
    assertEquals(List.of("a/b/c.txt", "empty", "index.html", "top/open/o.html"), filesUnder(rules));
    rules = new ScanRules(List.of("a"), List.of("drafts"), List.of(), List.of());
    assertEquals(List.of("a/b/c.txt", "a/note.bak"), filesUnder(rules));
    rules = new ScanRules(List.of(), List.of(), List.of("*.html"), List.of("i*"));
    assertEquals(
        List.of("a/drafts/y.html", "drafts/x.html", "top/open/o.html", "top/secret/s.html"),
        filesUnder(rules));
    assertTrue(scan(rules, ScanIndex.EMPTY).manifest().find("nothing").isEmpty());
  }

  private List<String> filesUnder(ScanRules rules) throws ScanFailure {
    return scan(rules, ScanIndex.EMPTY).manifest().entries().stream()
        .filter(ManifestEntry::isFile)
        .map(ManifestEntry::path)
        .toList();
  }

  @Test
  void shouldRefuseRulesThatAreNoPatterns() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScanRules(List.of("["), List.of(), List.of(), List.of()));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ScanRules(List.of(), List.of(), List.of(" "), List.of()));
  }

  @Test
  void shouldNameAFileThatChangesWhileItIsRead() {
    TreeScanner scanner =
        new TreeScanner(
            later(),
            file -> {
              if (file.endsWith("c.txt")) {
                Files.writeString(file, "something longer");
              }
              return FileOpener.REAL.open(file);
            });
    requireProblem(scanner, ScanProblem.Kind.CHANGED_WHILE_SCANNED, "a/b/c.txt");
  }

  @Test
  void shouldNameAFileThatVanishesWhileItIsRead() {
    TreeScanner scanner =
        new TreeScanner(
            later(),
            file -> {
              if (file.endsWith("c.txt")) {
                Files.delete(file);
              }
              return FileOpener.REAL.open(file);
            });
    requireProblem(scanner, ScanProblem.Kind.CHANGED_WHILE_SCANNED, "a/b/c.txt");
  }

  @Test
  void shouldNameADirectoryThatGetsAnEntryWhileItIsScanned() {
    TreeScanner scanner =
        new TreeScanner(
            later(),
            file -> {
              if (file.endsWith("c.txt")) {
                Files.writeString(file.resolveSibling("new.txt"), "late");
              }
              return FileOpener.REAL.open(file);
            });
    requireProblem(scanner, ScanProblem.Kind.CHANGED_WHILE_SCANNED, "a/b");
  }

  @Test
  void shouldNameAFileThatCannotBeRead() {
    TreeScanner scanner =
        new TreeScanner(
            later(),
            file -> {
              if (file.endsWith("c.txt")) {
                throw new AccessDeniedException(file.toString());
              }
              return FileOpener.REAL.open(file);
            });
    requireProblem(scanner, ScanProblem.Kind.UNREADABLE, "a/b/c.txt");
  }

  private void requireProblem(TreeScanner scanner, ScanProblem.Kind kind, String path) {
    ScanFailure failure =
        assertThrows(
            ScanFailure.class,
            () -> scanner.scan(tree.root(), ScanRules.EVERYTHING, ScanIndex.EMPTY));
    assertTrue(
        failure.problems().stream().anyMatch(it -> it.kind() == kind && it.path().equals(path)),
        failure.getMessage());
    assertTrue(failure.getMessage().contains(path), failure.getMessage());
  }

  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void shouldNotWaitForANamedPipeThatTookThePlaceOfAFile() throws Exception {
    FileOpener swapping =
        file -> {
          Files.delete(file);
          try {
            assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return FileOpener.REAL.open(file);
        };
    ScanFailure failure =
        assertThrows(
            ScanFailure.class,
            () ->
                new TreeScanner(Clock.systemUTC(), swapping)
                    .scan(tree.root(), ScanRules.EVERYTHING, ScanIndex.EMPTY));
    assertTrue(failure.getMessage().contains("changed"), failure.getMessage());
  }
}
