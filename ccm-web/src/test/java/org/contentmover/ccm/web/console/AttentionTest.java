package org.contentmover.ccm.web.console;

import static org.contentmover.ccm.web.console.Farm.NOW;
import static org.contentmover.ccm.web.console.Farm.run;
import static org.contentmover.ccm.web.console.Farm.segment;
import static org.contentmover.ccm.web.console.Farm.server;
import static org.contentmover.ccm.web.console.Farm.site;
import static org.contentmover.ccm.web.console.Farm.watching;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.contentmover.ccm.job.view.WatchTrouble;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.scrub.view.DriftedPath;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.topology.view.ServerView;
import org.junit.jupiter.api.Test;

class AttentionTest {
  private static final ServerSiteView CURRENT = site(Freshness.CURRENT, null, "Current.");

  @Test
  void shouldBeSilentWhenEverythingIsWell() {
    assertEquals(
        List.of(),
        attention(
            List.of(segment("boston", true, false)),
            List.of(
                server("boston-1", ServerCondition.UP, CURRENT),
                server("boston-2", ServerCondition.STAGING, CURRENT)),
            List.of()));
  }

  @Test
  void shouldNameTheServerThatIsDownAndWhatToDo() {
    assertEquals(
        List.of(
            new AttentionItem(
                Tone.BAD,
                "boston-3",
                "Down: reported lost by boston-1, last seen 66 min ago. Start it; it is brought up to"
                    + " date by itself.",
                "servers.xhtml?segment=boston")),
        attention(
            List.of(), List.of(server("boston-3", ServerCondition.DOWN, CURRENT)), List.of()));
  }

  @Test
  void shouldGiveTheReasonOfAFailureAndOfStaleContent() {
    List<AttentionItem> items =
        attention(
            List.of(),
            List.of(
                server(
                    "boston-1",
                    ServerCondition.STALE,
                    CURRENT,
                    site(Freshness.STALE, null, "It missed version 4.")),
                server(
                    "boston-2",
                    ServerCondition.FAILED,
                    site(Freshness.STALE, "no space left", "It failed."))),
            List.of());

    assertEquals(
        List.of("www.example.com: no space left", "It missed version 4."),
        items.stream().map(AttentionItem::text).toList());
    assertEquals(List.of(Tone.BAD, Tone.WARN), items.stream().map(AttentionItem::tone).toList());
  }

  private static SiteScrubView scrub(String state, String problem, String... paths) {
    Instant since = NOW.minusSeconds(3_960);
    return new SiteScrubView(
        "boston-1",
        "www.example.com",
        state,
        NOW,
        100,
        1_000,
        paths.length,
        since,
        null,
        problem,
        Arrays.stream(paths).map(path -> new DriftedPath(path, "CONTENT", since)).toList());
  }

  @Test
  void shouldNameWhatDiffersFromWhatWasPublishedUntilItIsRepaired() {
    List<AttentionItem> items =
        Attention.of(
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                scrub("DRIFTED", "", "a.html", "b.html"),
                scrub("DRIFTED", "content 12ab: the CCM is down", "a.html"),
                scrub("REPAIRED", "", "a.html"),
                scrub("UNCLEAR", "version 4 cannot be compared: its manifest is damaged"),
                scrub("WHOLE", "")),
            NOW);
    assertEquals(
        List.of(
            "www.example.com: 2 paths differ from what was published since 66 min ago, among them"
                + " a.html. It repairs them unless scrub.repair is off there.",
            "www.example.com: 1 path differs from what was published since 66 min ago, among them"
                + " a.html. content 12ab: the CCM is down",
            "www.example.com could not be compared with what was published just now: version 4"
                + " cannot be compared: its manifest is damaged"),
        items.stream().map(AttentionItem::text).toList());
  }

  @Test
  void shouldSayNothingOfTreesOfServersThatAreRevoked() {
    List<ServerView> revoked = List.of(server("boston-1", ServerCondition.UP, true));
    List<SiteScrubView> damaged = List.of(scrub("DRIFTED", "", "a.html"));
    assertEquals(List.of(), Attention.of(List.of(), revoked, List.of(), List.of(), damaged, NOW));
  }

  @Test
  void shouldPointOutServersInNoGroupUnlessTheyAreRevoked() {
    assertEquals(
        List.of("boston-8"),
        attention(
                List.of(),
                List.of(
                    server("boston-8", ServerCondition.UP),
                    server("boston-9", ServerCondition.DOWN, true)),
                List.of())
            .stream()
            .map(AttentionItem::subject)
            .toList());
  }

  @Test
  void shouldPointOutASilentSegmentAndOneWithoutMulticast() {
    List<AttentionItem> items =
        attention(
            List.of(segment("boston", false, false), segment("london", true, true)),
            List.of(),
            List.of());

    assertEquals(List.of("LONDON", "BOSTON"), items.stream().map(AttentionItem::subject).toList());
    assertEquals(
        "Its leader has not reported for 90 s. Check the network between the segment and the CCM.",
        items.get(0).text());
  }

  @Test
  void shouldPointOutEachRunThatWentWrong() {
    List<AttentionItem> items =
        attention(
            List.of(),
            List.of(),
            List.of(
                run("PARTIAL", true, "1 of 6 servers is missing."),
                run("FAILED", true, "The staging area cannot be read.")));

    assertEquals(
        List.of("The staging area cannot be read.", "1 of 6 servers is missing."),
        items.stream().map(AttentionItem::text).toList());
    assertEquals(List.of(Tone.BAD, Tone.WARN), items.stream().map(AttentionItem::tone).toList());
  }

  @Test
  void shouldNameTheJobWhoseStagingAreaCannotBeRead() {
    String problem = "Staging area \"www\" cannot be read: it is gone.";

    assertEquals(
        List.of(
            new AttentionItem(
                Tone.BAD,
                "Job nightly",
                "Has not published by itself for 66 min. " + problem,
                "job.xhtml?name=nightly")),
        Attention.of(
            List.of(),
            List.of(),
            List.of(
                watching("daily", null),
                watching("nightly", new WatchTrouble(NOW.minusSeconds(3_960), problem))),
            List.of(),
            List.of(),
            NOW));
  }

  private static List<AttentionItem> attention(
      List<SegmentView> segments, List<ServerView> servers, List<RunSummary> failed) {
    return Attention.of(segments, servers, List.of(), failed, List.of(), NOW);
  }
}
