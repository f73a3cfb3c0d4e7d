package org.contentmover.ccm.watch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.RunPhases;
import org.contentmover.ccm.job.view.JobView;
import org.contentmover.ccm.job.view.WatchTrouble;
import org.contentmover.ccm.problem.DomainException;
import org.contentmover.ccm.run.Runs;
import org.contentmover.ccm.run.view.RunOptions;
import org.contentmover.ccm.setup.Columns;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.staging.StagedTree;
import org.contentmover.ccm.staging.StagedTrees;
import org.contentmover.ccm.staging.StagingTrouble;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.core.manifest.ContentHash;

/**
 * Starts the run of a job when its staging area changed and is quiet (CM-10). It looks at whole
 * trees by stat again and again instead of being told of changes by the operating system: that
 * works on network file systems, knows no limit of watches, and misses nothing (ADR 0117).
 *
 * <p>Every node watches. The key of a run is made of the tree's fingerprint and the group it goes
 * to, so each state of a tree is published once, whichever node sees it, and not again after a
 * restart. One thread.
 */
@ApplicationScoped
public class StagingWatch {
  private static final System.Logger LOG = System.getLogger(StagingWatch.class.getName());

  @Inject private Jobs jobs;
  @Inject private Runs runs;
  @Inject private RunPhases phases;
  @Inject private StagingAreas areas;
  @Inject private StagedTrees trees;
  @Inject private Clock clock;

  private final Map<UUID, WatchedJob> watched = new HashMap<>();

  /** Looks at the trees whose turn it is. */
  public void look() {
    List<JobView> wanted = jobs.watching();
    watched.keySet().retainAll(wanted.stream().map(JobView::id).toList());
    for (JobView job : wanted) {
      WatchedJob it = watched.get(job.id());
      if (it == null || !it.isOf(job)) {
        it = new WatchedJob(job);
        watched.put(job.id(), it);
      }
      if (it.isDue(clock.millis())) {
        look(job, it);
      }
    }
  }

  private void look(JobView job, WatchedJob it) {
    long beganMillis = clock.millis();
    try {
      Optional<ContentHash> fingerprint =
          trees.fingerprint(StagedTree.of(areas.view(job.stagingArea())));
      long endedMillis = clock.millis();
      it.looked(beganMillis, endedMillis);
      if (fingerprint.isEmpty()) {
        it.tree().onLookInVain();
        tell(job, "");
      } else {
        Optional<ContentHash> quiet = it.tree().onLook(fingerprint.get(), beganMillis, endedMillis);
        tell(job, quiet.isPresent() ? publish(job, it, quiet.get()) : "");
      }
    } catch (ScanFailure | StagingTrouble | DomainException e) {
      it.lookedInVain(beganMillis, clock.millis());
      tell(job, unreadable(job.stagingArea(), e.getMessage()));
    }
  }

  /**
   * While a run of the job goes on the next waits: what changes meanwhile is one more, not many.
   *
   * @return why it cannot be published; empty when it is, or will be
   */
  private String publish(JobView job, WatchedJob it, ContentHash fingerprint) {
    if (phases.isRunning(job.id())) {
      return "";
    }
    try {
      runs.start(job.id(), RunOptions.NONE, key(job, fingerprint), Actor.CCM);
      it.tree().onPublished(fingerprint);
      return "";
    } catch (DomainException e) {
      return "Its run cannot be started: " + e.getMessage();
    }
  }

  /** One for each state of a tree, and for everything it is published to. */
  private static String key(JobView job, ContentHash fingerprint) {
    String what = fingerprint + " " + job.site() + "/" + job.group();
    ContentHash hash = ContentHash.sha256(what.getBytes(StandardCharsets.UTF_8));
    return "staging " + job.id() + " " + hash;
  }

  private static String unreadable(String area, String why) {
    return "Staging area \""
        + area
        + "\" cannot be read: "
        + why
        + (why.endsWith(".") ? "" : ".")
        + " Mend that, or change the staging area; it is looked at again by itself.";
  }

  /**
   * Written when it changes, not with every look. The database knows what was told last, for all
   * nodes and after a restart.
   */
  private void tell(JobView job, String found) {
    String problem = Columns.fit(found, WatchTrouble.LONGEST_PROBLEM);
    String told = job.watchTrouble() == null ? "" : job.watchTrouble().problem();
    if (problem.equals(told)) {
      return;
    }
    jobs.watched(job.id(), job.stagingArea(), problem);
    if (problem.isEmpty()) {
      LOG.log(Level.INFO, "Job \"{0}\" publishes by itself again", job.name());
    } else {
      LOG.log(Level.WARNING, "Job \"{0}\" does not publish by itself: {1}", job.name(), problem);
    }
  }
}
