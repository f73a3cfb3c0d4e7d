package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.FaultyFileSystem;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.fixture.SimulatedCrash;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configuration entries that change with the versions of a site, and come back with them. */
class ConfiguredSiteTest {
  private static final String SHOP = "# the shop\ncolour = red\nmode=old\n";
  private static final String SHOP_1 = "# the shop\ncolour = blue\nmode=old\nnew=1\n";
  private static final String SHOP_2 = "# the shop\ncolour = green\n";
  private static final List<String> FILES = List.of("app.json", "pools.xml", "shop.properties");
  private static final String APP_1 = "{\"v\":1}";
  private static final String APP_2 = "{\"v\":2}";
  private static final String POOLS_1 = "<v>1</v>";
  private static final String POOLS_2 = "<v v=\"2\"/>";

  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private HookScripts scripts;
  private Server server;
  private Path etc;
  private ContentInterpreter interpreter;
  private Manifest tree;

  @BeforeEach
  void begin() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    scripts = new HookScripts(directory.resolve("hooks")).install("fails", "exit 1");
    SampleTree staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    tree = Publisher.scan(staging.root());
    publisher.store().ingest(tree, staging.root());
    server = Server.under(directory.resolve("server"));
    etc = directory.resolve("etc");
    Files.createDirectories(etc);
    Files.writeString(etc.resolve("shop.properties"), SHOP);
    Files.setPosixFilePermissions(
        etc.resolve("shop.properties"), PosixFilePermissions.fromString("rw-r-----"));
    interpreter = open(server, etc, FileSystemOps.REAL);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private ContentInterpreter open(Server it, Path files, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        it.site(),
        Publisher.GROUP::equals,
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        3,
        ops,
        new Surroundings(
            scripts.open(Duration.ofSeconds(60)),
            new ConfigurationFiles(
                "boston-1",
                Map.of(
                    "shop", files.resolve("shop.properties"),
                    "app", files.resolve("app.json"),
                    "pools", files.resolve("pools.xml")))));
  }

  private Path content(long from, long to, String... entries) throws IOException {
    AssignmentOrder order =
        publisher
            .order(AssignmentType.PUBLISH, from, to)
            .withEntries(Arrays.stream(entries).map(ConfigurationEntry::parse).toList());
    return publisher.write(order, from == 0 ? Manifest.EMPTY : tree, tree).file();
  }

  private Path order(AssignmentType type, long version, HookCall... hooks) throws IOException {
    return publisher
        .writeOrder(publisher.order(type, 0, version).withHooks(List.of(hooks)), ContentHash.NONE)
        .file();
  }

  private AssignmentOutcome carryOut(Result expected, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  private String shop() throws IOException {
    return Files.readString(etc.resolve("shop.properties"));
  }

  private void publish(long from, long to, String... entries) throws IOException {
    String before = shop();
    carryOut(Result.STAGED, content(from, to, entries));
    assertEquals(before, shop(), "changed before the switch");
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, to));
  }

  @Test
  void shouldChangeEntriesWithTheSwitchAndBack() throws Exception {
    publish(0, 1, "shop colour = blue", "shop new = 1");
    assertEquals(SHOP_1, shop());
    publish(1, 2, "shop colour = green", "shop mode");
    assertEquals(SHOP_2, shop());
    assertEquals(
        "rw-r-----",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(etc.resolve("shop.properties"))));
    carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 1));
    assertEquals(Set.of("# the shop", "colour = blue", "mode=old", "new=1"), lines());
    publish(1, 3);
    assertEquals(Set.of("# the shop", "colour = red", "mode=old"), lines());
    assertFalse(Files.exists(server.site().originalEntries()));
  }

  private Set<String> lines() throws IOException {
    return new TreeSet<>(shop().lines().toList());
  }

  @Test
  void shouldLeaveAloneWhatAnAdministratorChangesBeside() throws Exception {
    publish(0, 1, "shop colour = blue");
    Files.writeString(etc.resolve("shop.properties"), SHOP_1.replace("mode=old", "mode=fast"));
    publish(1, 2);
    assertEquals("# the shop\ncolour = red\nmode=fast\nnew=1\n", shop());
  }

  @Test
  void shouldGiveBackEverythingWhenTheSiteIsTakenOff() throws Exception {
    publish(0, 1, "shop colour = blue");
    carryOut(Result.COMMITTED, order(AssignmentType.REMOVE, 2));
    assertEquals(SHOP, shop());
  }

  @Test
  void shouldSwitchEntriesBackWhenAHookSaysSo() throws Exception {
    publish(0, 1, "shop colour = blue", "shop new = 1");
    carryOut(Result.STAGED, content(1, 2, "shop colour = green"));
    carryOut(Result.FAILED, order(AssignmentType.COMMIT, 2, HookScripts.afterOrBack("fails")));
    assertEquals(Set.of("# the shop", "colour = blue", "mode=old", "new=1"), lines());
  }

  @Test
  void shouldWriteNothingWhenAFileIsNotAsItHasToBe() throws Exception {
    publish(0, 1);
    requireRefused("other a = 1", "server boston-1: it is not in configuration.files");
    Files.writeString(etc.resolve("shop.properties"), "a=\\u00g\n");
    requireRefused("shop a = 1", "it is no properties file");
    Files.delete(etc.resolve("shop.properties"));
    requireRefused("shop a = 1", "is no regular file");
    Files.createSymbolicLink(etc.resolve("shop.properties"), Path.of("/etc/passwd"));
    requireRefused("shop a = 1", "is no regular file");
  }

  private void requireRefused(String entry, String says) throws IOException {
    Set<String> before = server.names();
    AssignmentOutcome outcome = carryOut(Result.REFUSED, content(1, 2, entry));
    assertEquals(RefusalReason.CONFIGURATION, outcome.reason());
    assertTrue(outcome.detail().contains(says), outcome.detail());
    assertEquals(before, server.names());
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
  }

  @Test
  void shouldNotGoLiveWhenAFileCannotBeChangedAnyMore() throws Exception {
    publish(0, 1, "shop colour = blue");
    carryOut(Result.STAGED, content(1, 2, "shop colour = green"));
    Files.delete(etc.resolve("shop.properties"));
    AssignmentOutcome outcome = carryOut(Result.FAILED, order(AssignmentType.COMMIT, 2));
    assertEquals(RefusalReason.CONFIGURATION, outcome.reason());
    assertTrue(outcome.detail().startsWith("version 2 did not go live"), outcome.detail());
    assertEquals("versions/1", server.liveTarget());
  }

  /** A publisher's word is about files: who has only the manager's key changes nothing beside. */
  @Test
  void shouldTakeNoEntriesWhereAPublisherIsPinned() throws Exception {
    SiteEntries entries =
        new SiteEntries(
            FileSystemOps.REAL,
            server.site(),
            new ConfigurationFiles("boston-1", Map.of("shop", etc.resolve("shop.properties"))),
            true);
    entries.require(List.of());
    AssignmentRejected refused =
        assertThrows(
            AssignmentRejected.class,
            () -> entries.require(List.of(ConfigurationEntry.parse("shop colour = blue"))));
    assertEquals(RefusalReason.CONFIGURATION, refused.reason());
  }

  @Test
  void shouldGoBackInSpiteOfAMissingFile() throws Exception {
    publish(0, 1);
    publish(1, 2, "shop colour = green");
    Files.delete(etc.resolve("shop.properties"));
    AssignmentOutcome outcome = carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 1));
    assertTrue(outcome.detail().contains("is no regular file"), outcome.detail());
    assertEquals("versions/1", server.liveTarget());
  }

  @Test
  void shouldChangeJsonAndXmlFilesAndGiveThemBackByteForByte() throws Exception {
    String app = "{\n  \"db\": { \"url\": \"\\u006f\\n\" } // here\n}\n";
    String pools = "<pools>\r\n  <pool name='a'><![CDATA[\r\nx]]></pool>\r\n</pools>\r\n";
    Files.writeString(etc.resolve("app.json"), app);
    Files.writeString(etc.resolve("pools.xml"), pools);
    publish(0, 1);
    publish(
        1,
        2,
        "app /db/url = \"new\"",
        "app /db/size = 5",
        "pools /pools/pool[@name=a] = y",
        "pools /pools/pool[@name=a]/@size = 7");
    assertEquals(
        "{\n  \"db\": { \"url\": \"new\", \"size\": 5 } // here\n}\n",
        Files.readString(etc.resolve("app.json")));
    assertEquals(
        "<pools>\r\n  <pool name='a' size=\"7\">y</pool>\r\n</pools>\r\n",
        Files.readString(etc.resolve("pools.xml")));
    carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 1));
    assertEquals(app, Files.readString(etc.resolve("app.json")));
    assertEquals(pools, Files.readString(etc.resolve("pools.xml")));
  }

  @Test
  void shouldKeepWhatWasOverSeveralLines() throws Exception {
    String before = "colour = a\\n\\t\\\\\\\n   b\n";
    Files.writeString(etc.resolve("shop.properties"), before);
    publish(0, 1);
    publish(1, 2, "shop colour = green");
    carryOut(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 1));
    assertEquals(before, shop());
  }

  /** Who writes the file anew is not kept from publishing by what nobody wants any more. */
  @Test
  void shouldLetAnAdministratorTakeThePlaceOfAnEntryAway() throws Exception {
    Files.writeString(etc.resolve("app.json"), "{\"db\":{\"url\":1}}");
    publish(0, 1, "app /db/url = 2");
    Files.writeString(etc.resolve("app.json"), "{}");
    carryOut(Result.STAGED, content(1, 2));
    AssignmentOutcome outcome = carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 2));
    assertTrue(
        outcome.detail().contains("not given back, the entry /db/url has no place"),
        outcome.detail());
    assertEquals("{}", Files.readString(etc.resolve("app.json")));
    assertFalse(Files.exists(server.site().originalEntries()));
  }

  @Test
  void shouldWriteNothingWhenAnEntryHasNoPlace() throws Exception {
    Files.writeString(etc.resolve("app.json"), "{\"db\":{\"url\":1},\"x\":[1]}");
    Files.writeString(etc.resolve("pools.xml"), "<p><a i='1'/><a/></p>");
    publish(0, 1);
    requireRefused("app /db = 1", "an object or a list");
    requireRefused("app /no/url = 1", "has no place: /no is not there");
    requireRefused("app /x/1 = 1", "elements of lists");
    requireRefused("app /db/url = text", "is no JSON value");
    requireRefused("app db = 1", "is no JSON pointer");
    requireRefused("pools /p/a = 1", "several elements /p/a");
    requireRefused("pools /p/b = 1", "there is no element /p/b");
    requireRefused("pools /p/a[1]", "elements are changed");
    requireRefused("pools /p/a[@i=1]/@i = 2", "does not come out as wanted");
    Files.writeString(etc.resolve("app.json"), "{\"a\":1,\"a\":2}");
    requireRefused("app /a = 1", "Duplicate field 'a'");
    Files.writeString(
        etc.resolve("pools.xml"),
        "<!DOCTYPE p [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p><a>&x;</a></p>");
    requireRefused("pools /p/a = 1", "server boston-1: " + etc + "/pools.xml: it has a document");
  }

  @Test
  void shouldRefuseEntriesThatUndoEachOther() throws Exception {
    Files.writeString(etc.resolve("pools.xml"), "<p><a/></p>");
    publish(0, 1);
    carryOut(Result.STAGED, content(1, 2, "pools /p/a = 1", "pools /p/a[1] = 1"));
    Set<String> before = server.names();
    AssignmentOutcome outcome =
        carryOut(Result.REFUSED, content(1, 3, "pools /p/a = 1", "pools /p/a[1] = 2"));
    assertTrue(outcome.detail().contains("does not come out as wanted"), outcome.detail());
    assertEquals(before, server.names());
  }

  /**
   * Whenever the agent dies, each file is old or new, and after the next start all of it is one.
   */
  @Test
  void shouldShowOldOrNewEntriesAfterACrashAtAnyOperation() throws Exception {
    Files.writeString(etc.resolve("app.json"), "{\"v\":0}");
    Files.writeString(etc.resolve("pools.xml"), "<v/>");
    publish(0, 1, "shop colour = blue", "shop new = 1", "app /v = 1", "pools /v = 1");
    List<Path> assignments =
        List.of(
            content(1, 2, "shop colour = green", "shop mode", "app /v = 2", "pools /v/@v = 2"),
            order(AssignmentType.COMMIT, 2),
            order(AssignmentType.ROLLBACK, 1));
    interpreter.close();
    int points = 0;
    for (boolean power : new boolean[] {false, true}) {
      boolean crashed = true;
      for (long n = 1; crashed; n++) {
        Server copy = SiteLife.copy(server, directory.resolve("run-" + power + n));
        Path files = Files.createDirectory(directory.resolve("etc-" + power + n));
        for (String name : FILES) {
          Files.copy(etc.resolve(name), files.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        crashed =
            diesOf(
                copy,
                files,
                assignments,
                power ? FaultyFileSystem.losingPowerAt(n) : FaultyFileSystem.crashingAt(n));
        String when = "after a crash at operation " + n + ", power lost: " + power;
        Set<String> now = lines(files);
        assertTrue(isOf(now, "1") || isOf(now, "2"), now + " " + when);
        assertTrue(Set.of(APP_1, APP_2).contains(app(files)), app(files) + when);
        assertTrue(Set.of(POOLS_1, POOLS_2).contains(pools(files)), pools(files) + when);
        try (ContentInterpreter again = open(copy, files, FaultyFileSystem.sound())) {
          assertTrue(isOf(lines(files), live(copy)), lines(files) + " " + live(copy) + when);
          assertEquals(live(copy).equals("1") ? APP_1 : APP_2, app(files), when);
          assertEquals(live(copy).equals("1") ? POOLS_1 : POOLS_2, pools(files), when);
          for (Path assignment : assignments) {
            AssignmentOutcome outcome = again.carryOut(assignment);
            assertTrue(outcome.succeeded(), outcome.detail() + " " + when);
          }
        }
        assertEquals("1", live(copy), when);
        assertTrue(isOf(lines(files), "1"), lines(files) + " " + when);
        assertEquals(APP_1, app(files), when);
        assertEquals(POOLS_1, pools(files), when);
        try (Stream<Path> left = Files.list(files)) {
          assertEquals(FILES, left.map(it -> it.getFileName().toString()).sorted().toList(), when);
        }
        points++;
      }
    }
    System.out.println("crash points with configuration entries swept: " + points);
    assertTrue(points > 80, "only " + points);
    interpreter = open(server, etc, FileSystemOps.REAL);
  }

  /** What the agent says of a commit is what is live, also when the file is gone after a crash. */
  @Test
  void shouldNotGoHalfwayWhenAFileIsGoneAfterACrash() throws Exception {
    publish(0, 1, "shop colour = blue", "shop new = 1");
    List<Path> assignments =
        List.of(content(1, 2, "shop colour = green"), order(AssignmentType.COMMIT, 2));
    interpreter.close();
    boolean crashed = true;
    for (long n = 1; crashed; n++) {
      Server copy = SiteLife.copy(server, directory.resolve("gone-" + n));
      Path files = Files.createDirectory(directory.resolve("etc-gone-" + n));
      Files.copy(etc.resolve("shop.properties"), files.resolve("shop.properties"));
      crashed = diesOf(copy, files, assignments, FaultyFileSystem.crashingAt(n));
      Files.delete(files.resolve("shop.properties"));
      try (ContentInterpreter again = open(copy, files, FaultyFileSystem.sound())) {
        AssignmentOutcome outcome = again.carryOut(assignments.get(1));
        String told = outcome.succeeded() ? "2" : "1";
        assertEquals(told, live(copy), outcome.detail() + " after operation " + n);
      }
    }
    interpreter = open(server, etc, FileSystemOps.REAL);
  }

  private static String app(Path files) throws IOException {
    return Files.readString(files.resolve("app.json"));
  }

  private static String pools(Path files) throws IOException {
    return Files.readString(files.resolve("pools.xml"));
  }

  private static String live(Server server) throws IOException {
    return Path.of(server.liveTarget()).getFileName().toString();
  }

  private static Set<String> lines(Path files) throws IOException {
    return new TreeSet<>(Files.readAllLines(files.resolve("shop.properties")));
  }

  private static boolean isOf(Set<String> lines, String version) {
    String shop = version.equals("1") ? SHOP_1 : SHOP_2;
    return lines.equals(new TreeSet<>(shop.lines().toList()));
  }

  private boolean diesOf(Server copy, Path files, List<Path> assignments, FaultyFileSystem ops)
      throws IOException {
    try (ContentInterpreter dying = open(copy, files, ops)) {
      for (Path assignment : assignments) {
        AssignmentOutcome outcome = dying.carryOut(assignment);
        assertTrue(outcome.succeeded(), outcome.detail());
      }
      return false;
    } catch (SimulatedCrash e) {
      return true;
    } finally {
      ops.settle();
    }
  }
}
