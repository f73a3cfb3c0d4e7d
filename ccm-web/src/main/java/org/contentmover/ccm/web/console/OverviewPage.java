package org.contentmover.ccm.web.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.FailedRuns;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunFilter;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.scrub.SiteScrubs;
import org.contentmover.ccm.scrub.view.SiteScrubView;
import org.contentmover.ccm.topology.Segments;
import org.contentmover.ccm.topology.Servers;
import org.contentmover.ccm.topology.view.SegmentView;
import org.contentmover.ccm.topology.view.ServerView;

/** The farm at a glance. */
@Named
@RequestScoped
public class OverviewPage {
  private static final int LATEST_RUNS = 8;
  private static final int MOST_DAMAGED = 20;
  private static final int MOST_FAILED = 20;

  @Inject Segments segmentService;
  @Inject Servers serverService;
  @Inject Jobs jobService;
  @Inject Runs runService;
  @Inject FailedRuns failedRuns;
  @Inject SiteScrubs scrubs;

  private List<SegmentServers> segments;
  private FarmCounts counts;
  private List<RunSummary> runs;
  private List<AttentionItem> attention;

  @PostConstruct
  void read() {
    List<SegmentView> segmentViews = segmentService.list();
    List<ServerView> servers = EveryItem.of(page -> serverService.list(null, page));
    runs = runService.list(RunFilter.ANY, PageRequest.first(LATEST_RUNS)).items();
    segments = SegmentServers.of(segmentViews, servers);
    counts = FarmCounts.of(servers);
    List<SiteScrubView> damaged = scrubs.list(null, PageRequest.first(MOST_DAMAGED)).items();
    attention =
        Attention.of(
            segmentViews,
            servers,
            jobService.watching(),
            failedRuns.latest(MOST_FAILED),
            damaged,
            Instant.now());
  }

  public List<SegmentServers> getSegments() {
    return segments;
  }

  public FarmCounts getCounts() {
    return counts;
  }

  public List<RunSummary> getRuns() {
    return runs;
  }

  public List<AttentionItem> getAttention() {
    return attention;
  }
}
