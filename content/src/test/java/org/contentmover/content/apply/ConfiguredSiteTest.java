package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.DelegatingFileSystem;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.core.interpret.AssignmentRejected;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.RefusalReason;
import org.junit.jupiter.api.Test;

/** Configuration entries that change with the versions of a site, and come back with them. */
class ConfiguredSiteTest extends ConfiguredSite {
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

  /** Nor is who deleted the file, or broke it. */
  @Test
  void shouldLetAnAdministratorTakeAFileAway() throws Exception {
    Files.writeString(etc.resolve("app.json"), "{\"v\":0}");
    Files.writeString(etc.resolve("pools.xml"), "<v/>");
    publish(0, 1, "app /v = 1", "pools /v = 1");
    Files.delete(etc.resolve("app.json"));
    Files.writeString(etc.resolve("pools.xml"), "<v>1");
    carryOut(Result.STAGED, content(1, 2, "shop colour = green"));
    AssignmentOutcome outcome = carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 2));
    assertTrue(outcome.detail().contains("app.json is no regular file"), outcome.detail());
    assertTrue(outcome.detail().contains("pools.xml: "), outcome.detail());
    assertEquals("# the shop\ncolour = green\nmode=old\n", shop());
    carryOut(Result.STAGED, content(2, 3));
    outcome = carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 3));
    assertNull(outcome.detail());
    assertFalse(Files.exists(server.site().originalEntries()));
  }

  /** What nobody wants is given back later when it cannot be written now. */
  @Test
  void shouldGiveBackLaterWhatCannotBeWrittenNow() throws Exception {
    Files.writeString(etc.resolve("app.json"), "{\"v\":0}");
    publish(0, 1, "app /v = 1");
    interpreter.close();
    interpreter =
        open(
            server,
            etc,
            new DelegatingFileSystem() {
              @Override
              protected void before(long operation, Path path) throws IOException {
                if (path.startsWith(etc)) {
                  throw new IOException("Read-only file system");
                }
              }
            });
    carryOut(Result.STAGED, content(1, 2));
    AssignmentOutcome outcome = carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 2));
    assertTrue(outcome.detail().contains("Read-only file system"), outcome.detail());
    assertEquals("{\"v\":1}", Files.readString(etc.resolve("app.json")));
    interpreter.close();
    interpreter = open(server, etc, FileSystemOps.REAL);
    publish(2, 3);
    assertEquals("{\"v\":0}", Files.readString(etc.resolve("app.json")));
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
}
