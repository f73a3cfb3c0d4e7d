package org.contentmover.ccm.scrub;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotAllowed;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.scrub.view.DriftedPath;
import org.contentmover.ccm.scrub.view.ScrubReport;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedContent;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.topology.ServerGone;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers say of their trees, and who gets content to repair them (CI-7). */
class SiteScrubsTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir Path directory;
  private Ccm ccm;

  @AfterEach
  void stop() {
    if (ccm != null) {
      ccm.close();
    }
  }

  private void start(TestDatabase kind) {
    TestClock clock = new TestClock();
    ccm = new Ccm(kind.create(), directory.resolve("data"), clock);
    Farm farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    farm.second();
  }

  private static ScrubReport report(Instant endedAt, Instant repairedAt, String... paths) {
    List<DriftedPath> drifted =
        List.of(paths).stream().map(path -> new DriftedPath(path, "CONTENT", NOW)).toList();
    return new ScrubReport(
        SITE,
        endedAt,
        endedAt,
        10,
        1_000,
        paths.length,
        repairedAt,
        "",
        List.of(new ScrubReport.DriftedVersion(3, true, paths.length, drifted)));
  }

  private void told(String server, ScrubReport report) {
    ccm.run(() -> ccm.get(SiteScrubs.class).told(server, report, server));
  }

  private List<SiteScrubView> list(String site) {
    return ccm.tx(() -> ccm.get(SiteScrubs.class).list(site, PageRequest.first(10))).items();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldShowWhatIsDamagedFirst(TestDatabase kind) {
    start(kind);
    told("boston-1", report(NOW, null));
    told("boston-2", report(NOW, null, "a/b c.html", "d\ne.html"));
    List<SiteScrubView> scrubs = list(SITE);
    assertEquals(
        List.of("boston-2", "boston-1"), scrubs.stream().map(SiteScrubView::server).toList());
    SiteScrubView damaged = scrubs.get(0);
    assertEquals("DRIFTED", damaged.state());
    assertEquals(NOW, damaged.since());
    assertEquals(
        List.of("a/b c.html", "d?e.html"),
        damaged.paths().stream().map(DriftedPath::path).toList());
    assertEquals("WHOLE", scrubs.get(1).state());
    assertNull(scrubs.get(1).since());
    assertEquals(List.of(), list("other.example.com"));
    assertEquals(2, list(null).size());
  }

  @Test
  void shouldBelieveTheNewestScrubAndThatItWasRepaired() {
    start(TestDatabase.H2);
    told("boston-1", report(NOW, null, "a"));
    told("boston-1", report(NOW, NOW.plusSeconds(5), "a"));
    assertEquals("REPAIRED", list(SITE).get(0).state());
    told("boston-1", report(NOW, null, "a"));
    assertEquals("REPAIRED", list(SITE).get(0).state());
    told("boston-1", report(NOW.plusSeconds(60), null));
    told("boston-1", report(NOW.plusSeconds(30), null, "b"));
    assertEquals("WHOLE", list(SITE).get(0).state());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldNotCallATreeWholeThatCouldNotBeCompared(TestDatabase kind) {
    start(kind);
    told("boston-1", report(NOW, null));
    told(
        "boston-2",
        new ScrubReport(SITE, NOW, NOW, 0, 0, 0, null, "its manifest is damaged", List.of()));
    SiteScrubView unclear = list(SITE).get(0);
    assertEquals("boston-2", unclear.server());
    assertEquals("UNCLEAR", unclear.state());
    assertEquals("its manifest is damaged", unclear.problem());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldForgetWhatAServerFoundThatIsRemoved(TestDatabase kind) {
    start(kind);
    told("boston-1", report(NOW, null, "a"));
    told("boston-2", report(NOW, null, "b"));
    ccm.run(() -> ccm.get(ScrubRemoval.class).forget(new ServerGone("boston-1")));
    assertEquals(List.of("boston-2"), list(null).stream().map(SiteScrubView::server).toList());
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldShowNothingOfServersThatAreNotThereAnyMore(TestDatabase kind) {
    start(kind);
    told("boston-1", report(NOW, null, "a"));
    told("long-gone", report(NOW, null, "b"));
    told("boston-2", report(NOW, null, "c"));
    ccm.run(() -> ccm.get(Servers.class).revoke("boston-2", ANN));
    for (String site : new String[] {SITE, null}) {
      assertEquals(List.of("boston-1"), list(site).stream().map(SiteScrubView::server).toList());
    }
  }

  @Test
  void shouldTakeFromAServerWhatIsItsOwnAndNothingThatCannotBe() {
    start(TestDatabase.H2);
    assertThrows(
        NotAllowed.class,
        () ->
            ccm.run(
                () -> ccm.get(SiteScrubs.class).told("boston-1", report(NOW, null), "boston-2")));
    assertThrows(Invalid.class, () -> told("boston-1", report(null, null)));
    ScrubReport nameless =
        new ScrubReport(
            SITE,
            NOW,
            NOW,
            1,
            1,
            1,
            null,
            "",
            List.of(
                new ScrubReport.DriftedVersion(
                    1, true, 1, List.of(new DriftedPath(null, "CONTENT", NOW)))));
    assertThrows(Invalid.class, () -> told("boston-1", nameless));
    for (String kind : new String[] {null, "", "ROTTEN", "CONTENT\n1 MISSING a"}) {
      ScrubReport odd =
          new ScrubReport(
              SITE,
              NOW,
              NOW,
              1,
              1,
              1,
              null,
              "",
              List.of(
                  new ScrubReport.DriftedVersion(
                      1, true, 1, List.of(new DriftedPath("a", kind, NOW)))));
      assertThrows(Invalid.class, () -> told("boston-1", odd), kind);
    }
    assertEquals(List.of(), list(null));
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void shouldGiveServersTheFilesOfTheirVersionsAlone(TestDatabase kind) {
    start(kind);
    PublishedContent content = PublishedContent.in(ccm, directory.resolve("staging"));
    ContentHash first = content.publish(Map.of("index.html", "one", "a/b c.html", "two"));
    content.publish(Map.of("index.html", "three"));
    ContentHash page = ContentHash.sha256("one".getBytes(StandardCharsets.UTF_8));
    require(SITE, 1, "index.html", page);
    require(SITE, 1, "a/b c.html", ContentHash.sha256("two".getBytes(StandardCharsets.UTF_8)));
    assertThrows(NotAllowed.class, () -> require("other.example.com", 1, "index.html", page));
    assertThrows(NotAllowed.class, () -> require(SITE, 2, "index.html", page));
    assertThrows(NotAllowed.class, () -> require(SITE, 1, "a/b c.html", page));
    assertThrows(NotAllowed.class, () -> require(SITE, 1, "a", page));
    assertThrows(NotAllowed.class, () -> require(SITE, 1, "index.html", first));
    assertThrows(Invalid.class, () -> require(SITE, 1, null, page));
    assertThrows(NotFound.class, () -> ccm.run(() -> requireOf("nobody", page)));
  }

  /** A manifest names all other content, and its hash is in the header of every assignment. */
  @Test
  void shouldGiveNobodyWhatBelongsToGroupsHeIsNotIn() {
    start(TestDatabase.H2);
    PublishedContent content = PublishedContent.in(ccm, directory.resolve("staging"));
    ContentHash manifest = content.publish(Map.of("index.html", "one"));
    ccm.run(
        () ->
            ccm.get(ContentGroups.class)
                .change(
                    new NewContentGroup(
                        SITE, GROUP, Membership.SERVERS, null, List.of("boston-2"), null),
                    null,
                    ANN));
    ContentHash page = ContentHash.sha256("one".getBytes(StandardCharsets.UTF_8));
    assertThrows(NotAllowed.class, () -> require(SITE, 1, "index.html", page));
    assertThrows(NotAllowed.class, () -> require(SITE, 1, "", manifest));
    ccm.run(() -> requireOf("boston-2", page));
  }

  private void require(String site, long version, String path, ContentHash content) {
    ccm.run(
        () ->
            ccm.get(SiteScrubs.class)
                .requireContent(site, version, path, content.hex(), "boston-1"));
  }

  private void requireOf(String server, ContentHash page) {
    ccm.get(SiteScrubs.class).requireContent(SITE, 1, "index.html", page.hex(), server);
  }

  @Test
  void shouldOrderNothingOfASiteNobodyShows() {
    start(TestDatabase.H2);
    NotFound none =
        assertThrows(
            NotFound.class, () -> ccm.run(() -> ccm.get(SiteScrubs.class).order(SITE, ANN)));
    assertTrue(none.getMessage().contains(SITE), none.getMessage());
  }
}
