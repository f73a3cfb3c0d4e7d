package org.contentmover.ccm.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.WaitPolicy;
import org.contentmover.ccm.job.view.WatchTrouble;
import org.contentmover.ccm.run.view.RunCounts;
import org.contentmover.ccm.run.view.RunEventView;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.topology.view.Freshness;
import org.contentmover.ccm.topology.view.KeyedView;
import org.contentmover.ccm.topology.view.SegmentRole;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.topology.view.ServerCondition;
import org.contentmover.ccm.topology.view.ServerRole;
import org.contentmover.ccm.topology.view.ServerSiteView;
import org.contentmover.ccm.topology.view.ServerView;

/** Views of a small farm, for tests. */
final class Farm {
  static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private Farm() {}

  static SegmentView segment(String name, boolean multicast, boolean silent) {
    return new SegmentView(
        name,
        name.toUpperCase(Locale.ROOT),
        1,
        name + "-1",
        7,
        41,
        multicast,
        NOW.minusSeconds(90),
        silent,
        new KeyedView(false, 1, NOW.minusSeconds(3_600), false),
        3,
        3,
        0);
  }

  static ServerView server(String name, ServerCondition condition, ServerSiteView... sites) {
    return server(name, condition, false, sites);
  }

  static ServerView server(
      String name, ServerCondition condition, boolean revoked, ServerSiteView... sites) {
    return new ServerView(
        name,
        name.substring(0, name.indexOf('-')),
        1,
        ServerRole.BACKEND,
        SegmentRole.MEMBER,
        condition,
        condition != ServerCondition.DOWN,
        revoked,
        sites.length > 0,
        "http://10.0.0.1:8080",
        "10.0.0.1",
        50,
        true,
        null,
        2,
        0.5,
        0,
        12,
        "Europe/London",
        "",
        "box of " + name,
        NOW,
        NOW.minusSeconds(4000),
        condition == ServerCondition.DOWN ? "reported lost by boston-1" : null,
        List.of(),
        List.of(sites));
  }

  static ServerSiteView site(Freshness freshness, String problem, String explanation) {
    return new ServerSiteView(
        "www.example.com", "all", 3, 0, 2, 4, freshness, null, problem, explanation);
  }

  static JobView watching(String name, WatchTrouble trouble) {
    return new JobView(
        new UUID(0, 2),
        name,
        JobType.PUBLISH,
        "www.example.com",
        "all",
        "www",
        "50%",
        WaitPolicy.WAIT,
        WaitPolicy.WAIT,
        Duration.ofHours(1),
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        trouble,
        1,
        NOW,
        null,
        null);
  }

  static RunSummary run(String phase, boolean ended, String explanation) {
    return new RunSummary(
        new UUID(0, 1),
        "PUBLISH",
        new UUID(0, 2),
        "nightly",
        "www.example.com",
        "all",
        phase,
        ended,
        50,
        4,
        new RunCounts(6, 3, 0, 3),
        NOW,
        null,
        "ann",
        null,
        explanation);
  }

  /** A run in a phase, with the phases its history names. */
  static RunView run(String phase, boolean ended, List<String> history) {
    return new RunView(
        run(phase, ended, ""),
        1,
        null,
        true,
        false,
        null,
        3,
        null,
        null,
        null,
        List.of(),
        List.of(),
        history.stream().map(past -> new RunEventView(1, NOW, past, "")).toList(),
        null,
        List.of());
  }
}
