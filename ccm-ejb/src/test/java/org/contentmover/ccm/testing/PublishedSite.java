package org.contentmover.ccm.testing;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.site.view.NewStagingArea;

/** The farm's one site, with a group of all servers. */
public final class PublishedSite {
  private PublishedSite() {}

  /** Makes the site and a job that publishes a directory to half of its servers at least. */
  public static UUID jobFor(Ccm ccm, Path staging) {
    ccm.run(
        () -> {
          ccm.get(HostedSites.class).create(SITE, "", ANN);
          ccm.get(ContentGroups.class)
              .create(new NewContentGroup(SITE, GROUP, Membership.ALL, null, null, null), ANN);
          ccm.get(StagingAreas.class)
              .create(
                  new NewStagingArea(
                      "demo", SITE, null, staging.toString(), null, List.of("*.bak")),
                  ANN);
        });
    NewJob job =
        new NewJob(
            "publish", JobType.PUBLISH, SITE, GROUP, "demo", "50%", null, null, null, null, null);
    return ccm.tx(() -> ccm.get(Jobs.class).create(job, ANN)).id();
  }
}
