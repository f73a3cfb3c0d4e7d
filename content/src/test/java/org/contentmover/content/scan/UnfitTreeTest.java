package org.contentmover.content.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.contentmover.content.apply.ContentInterpreter;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.content.scan.ScanProblem.Kind;
import org.contentmover.content.trust.TrustedKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that cannot be published as they are: each fails naming path and reason. */
class UnfitTreeTest {
  @TempDir Path directory;
  private SampleTree tree;

  @BeforeEach
  void makeTree() {
    tree = SampleTree.at(directory.resolve("staging")).file("index.html", "fine");
  }

  private List<ScanProblem> problems(Path root) {
    ScanFailure failure =
        assertThrows(
            ScanFailure.class,
            () ->
                new TreeScanner(Clock.systemUTC())
                    .scan(root, ScanRules.EVERYTHING, ScanIndex.EMPTY));
    for (ScanProblem problem : failure.problems()) {
      assertTrue(failure.getMessage().contains(problem.detail()), failure.getMessage());
    }
    return failure.problems();
  }

  private void requireProblem(Kind kind, String path) {
    List<ScanProblem> problems = problems(tree.root());
    assertEquals(1, problems.size(), problems::toString);
    assertEquals(kind, problems.get(0).kind(), problems::toString);
    assertEquals(path, problems.get(0).path());
  }

  /** Runs what Java cannot do itself. */
  private void shell(String command) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", command)
            .directory(tree.root().toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
  }

  @Test
  void shouldRefuseAMissingRoot() {
    List<ScanProblem> problems = problems(directory.resolve("nowhere"));
    assertEquals(Kind.ROOT_MISSING, problems.get(0).kind());
    assertTrue(problems.get(0).detail().contains("nowhere"));
  }

  @Test
  void shouldRefuseARootThatIsAFile() {
    assertEquals(Kind.ROOT_NOT_A_DIRECTORY, problems(tree.path("index.html")).get(0).kind());
  }

  @Test
  void shouldRefuseAnUnreadableRoot() throws Exception {
    assumeFalse(
        System.getProperty("user.name").equals("root"), "skipped: root can read everything");
    tree.mode("", "---------");
    try {
      assertEquals(Kind.UNREADABLE, problems(tree.root()).get(0).kind());
    } finally {
      tree.mode("", "rwx------");
    }
  }

  @Test
  void shouldRefuseARootInsideALiveTree() throws Exception {
    Path server = directory.resolve("server");
    SiteDirectory site = SiteDirectory.under(server, Publisher.SITE);
    SampleTree.at(site.live()).file("d/index.html", "live");
    openSite(site);
    for (Path root : List.of(site.live(), site.live().resolve("d"), site.version(0))) {
      assertEquals(Kind.ROOT_IN_LIVE_TREE, problems(root).get(0).kind());
    }
    assertEquals(Kind.LIVE_TREE_INSIDE, problems(server).get(0).kind());
    assertEquals(Publisher.SITE.value(), problems(server).get(0).path());
  }

  private static void openSite(SiteDirectory site) throws IOException {
    ContentInterpreter.open(site, TrustedKeys.of(), Clock.systemUTC(), 2).close();
  }

  @Test
  void shouldNameInHexWhatIsNotUtf8() throws Exception {
    shell("mkdir d; touch d/$'caf\\xe9.html'");
    requireProblem(Kind.NAME_NOT_UTF8, "d/caf\\xe9.html");
    assertTrue(problems(tree.root()).get(0).detail().contains("636166e92e68746d6c"));
  }

  @Test
  void shouldRefuseASymlinkTargetThatIsNotUtf8() throws Exception {
    shell("ln -s $'caf\\xe9' link");
    requireProblem(Kind.NAME_NOT_UTF8, "link");
  }

  @Test
  void shouldRefuseAbsoluteSymlinks() {
    tree.symlink("d/link", "/etc/passwd");
    requireProblem(Kind.ABSOLUTE_SYMLINK, "d/link");
  }

  @Test
  void shouldRefuseEscapingSymlinks() {
    tree.symlink("d/link", "../../outside");
    requireProblem(Kind.ESCAPING_SYMLINK, "d/link");
  }

  @Test
  void shouldRefuseSymlinksThatEscapeTogether() {
    tree.directory("a/b").symlink("a/b/top", "../..").symlink("x", "a/b/top/..");
    requireProblem(Kind.ESCAPING_SYMLINK, "x");
  }

  @Test
  void shouldRefusePipesSocketsAndDevices() throws Exception {
    shell("mkfifo pipe");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      // The address of a socket is short; that of a test directory is not.
      Path address = Files.createTempDirectory("s").resolve("socket");
      socket.bind(UnixDomainSocketAddress.of(address));
      shell("mv " + address + " socket");
      List<ScanProblem> problems = problems(tree.root());
      assertEquals(
          List.of("pipe NO_CONTENT", "socket NO_CONTENT"),
          problems.stream().map(it -> it.path() + " " + it.kind()).toList());
      assertTrue(problems.get(0).detail().contains("named pipe"));
      assertTrue(problems.get(1).detail().contains("socket"));
      Files.delete(address.getParent());
    }
  }

  @Test
  void shouldRefuseDevices() throws Exception {
    assumeFalse(
        !System.getProperty("user.name").equals("root"), "skipped: only root makes devices");
    shell("mknod null c 1 3");
    requireProblem(Kind.NO_CONTENT, "null");
  }

  @Test
  void shouldRefuseFilesThatRunAsSomebodyElse() throws Exception {
    shell("chmod u+s index.html");
    requireProblem(Kind.SPECIAL_MODE, "index.html");
  }

  @Test
  void shouldTakeDirectoriesThatTeamsShare() throws Exception {
    shell("mkdir shared; chmod 2775 shared");
    assertEquals(0775, Publisher.scan(tree.root()).find("shared").orElseThrow().mode());
  }

  @Test
  void shouldRefuseTimesThatCannotBeCarried() throws Exception {
    shell("touch -d 1969-01-01 old; touch -d 2300-01-01 late");
    assertEquals(
        List.of("late TIME_OUT_OF_RANGE", "old TIME_OUT_OF_RANGE"),
        problems(tree.root()).stream().map(it -> it.path() + " " + it.kind()).toList());
  }

  @Test
  void shouldRefusePathsThatAreTooLong() throws Exception {
    // Bash goes down step by step, because no call takes the whole path.
    shell("n=$(printf 'd%.0s' {1..200}); for i in {1..16}; do mkdir $n && cd $n || exit 1; done");
    List<ScanProblem> problems = problems(tree.root());
    assertEquals(Kind.PATH_TOO_LONG, problems.get(0).kind());
    assertEquals(1, problems.size());
  }

  @Test
  void shouldNameEveryProblemAtOnce() throws Exception {
    tree.symlink("absolute", "/etc");
    shell("mkfifo pipe; touch $'\\xff'");
    // What cannot be seen without a whole manifest comes after the rest is mended.
    assertEquals(2, problems(tree.root()).size());
  }
}
