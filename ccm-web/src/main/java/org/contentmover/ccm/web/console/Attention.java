package org.contentmover.ccm.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.topology.view.ServerView;

/**
 * What needs attention in the farm, worst first: nothing that mends itself within moments. Pure.
 */
final class Attention {
  private final Instant now;
  private final List<AttentionItem> items = new ArrayList<>();

  private Attention(Instant now) {
    this.now = now;
  }

  /**
   * @param watching jobs that are to publish by themselves
   * @param failed runs that went wrong, of each job and content group the latest one
   * @param scrubs what servers found in their trees, what is damaged first
   */
  static List<AttentionItem> of(
      List<SegmentView> segments,
      List<ServerView> servers,
      List<JobView> watching,
      List<RunSummary> failed,
      List<SiteScrubView> scrubs,
      Instant now) {
    Attention attention = new Attention(now);
    segments.forEach(attention::look);
    servers.forEach(attention::look);
    Set<String> revoked =
        servers.stream()
            .filter(ServerView::revoked)
            .map(ServerView::name)
            .collect(Collectors.toSet());
    scrubs.stream().filter(it -> !revoked.contains(it.server())).forEach(attention::look);
    watching.stream().filter(it -> it.watchTrouble() != null).forEach(attention::look);
    failed.forEach(attention::look);
    attention.items.sort(Comparator.comparing(item -> item.tone() == Tone.BAD ? 0 : 1));
    return attention.items;
  }

  private void look(SegmentView segment) {
    String page = "servers.xhtml?segment=" + segment.name();
    if (segment.serversKnown() > 0 && segment.silent()) {
      add(
          Tone.BAD,
          segment.title(),
          segment.reportedAt() == null
              ? "No leader has reported this segment. Check that its servers run and reach the CCM."
              : "Its leader has not reported for "
                  + length(segment.reportedAt())
                  + ". Check the network between the segment and the CCM.",
          page);
    } else if (segment.serversKnown() > 0 && !segment.multicast()) {
      add(
          Tone.WARN,
          segment.title(),
          "Multicast does not work here: every server fetches its own copy. Check switches and"
              + " firewalls of the segment.",
          page);
    }
  }

  private void look(ServerView server) {
    if (server.revoked()) {
      return;
    }
    String page = "servers.xhtml?segment=" + server.segment();
    switch (server.condition()) {
      case DOWN ->
          add(
              Tone.BAD,
              server.name(),
              "Down: "
                  + (server.downReason() == null ? "not heard of" : server.downReason())
                  + ", last seen "
                  + Wording.ago(server.lastSeenAt(), now)
                  + ". Start it; it is brought up to date by itself.",
              page);
      case FAILED -> add(Tone.BAD, server.name(), failure(server), page);
      case STALE -> add(Tone.WARN, server.name(), staleness(server), page);
      default -> {
        if (!server.inGroup()) {
          add(
              Tone.WARN,
              server.name(),
              "In no content group: it receives nothing. Add it to a group.",
              "groups.xhtml");
        }
      }
    }
  }

  private void look(SiteScrubView scrub) {
    if (scrub.state().equals("DRIFTED")) {
      String first = scrub.paths().isEmpty() ? "" : ", among them " + scrub.paths().get(0).path();
      add(
          Tone.BAD,
          scrub.server(),
          scrub.site()
              + ": "
              + (scrub.drifted() == 1 ? "1 path differs" : scrub.drifted() + " paths differ")
              + " from what was published since "
              + Wording.ago(scrub.since(), now)
              + first
              + ". "
              + (scrub.problem().isEmpty()
                  ? "It repairs them unless scrub.repair is off there."
                  : scrub.problem()),
          "servers.xhtml");
    } else if (scrub.state().equals("UNCLEAR")) {
      add(
          Tone.WARN,
          scrub.server(),
          scrub.site()
              + " could not be compared with what was published "
              + Wording.ago(scrub.endedAt(), now)
              + ": "
              + scrub.problem(),
          "servers.xhtml");
    }
  }

  private void look(JobView job) {
    add(
        Tone.BAD,
        "Job " + job.name(),
        "Has not published by itself for "
            + length(job.watchTrouble().since())
            + ". "
            + job.watchTrouble().problem(),
        "job.xhtml?name=" + job.name());
  }

  private static String failure(ServerView server) {
    return server.sites().stream()
        .filter(site -> site.problem() != null)
        .findFirst()
        .map(site -> site.site() + ": " + site.problem())
        .orElse("Its last assignment failed; the run says why.");
  }

  private static String staleness(ServerView server) {
    return server.sites().stream()
        .filter(site -> site.freshness() == Freshness.STALE)
        .findFirst()
        .map(ServerSiteView::explanation)
        .orElse("Shows another version than was published last.");
  }

  private void look(RunSummary run) {
    add(
        run.phase().equals("FAILED") ? Tone.BAD : Tone.WARN,
        Wording.run(run),
        run.explanation(),
        "run.xhtml?id=" + run.id());
  }

  private String length(Instant since) {
    return Wording.length(Duration.between(since, now));
  }

  private void add(Tone tone, String subject, String text, String page) {
    items.add(new AttentionItem(tone, subject, text, page));
  }
}
