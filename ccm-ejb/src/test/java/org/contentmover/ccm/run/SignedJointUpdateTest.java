package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.contentmover.ccm.job.Jobs;
import org.contentmover.ccm.job.view.JobType;
import org.contentmover.ccm.job.view.NewJob;
import org.contentmover.ccm.run.view.RunSummary;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.ContentGroups;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.site.StagingAreas;
import org.contentmover.ccm.site.view.Membership;
import org.contentmover.ccm.site.view.NewContentGroup;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.testing.FarmAgent;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.interpret.PublisherStatement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A joint update with a site that a publisher signs for (CM-9, CM-12). */
class SignedJointUpdateTest extends SignedSite {
  private static final String SHOP = "shop.example.com";

  private UUID shop;
  private FarmAgent shopServer;
  private UUID ofWww;
  private UUID ofShop;

  @BeforeEach
  void addAShop() throws IOException {
    farm.with("london", "london-1");
    shopServer = farm.agent("london-1");
    shopServer.site = SHOP;
    List<String> servers = List.of("boston-1", "boston-2", "boston-3");
    ccm.run(
        () ->
            ccm.get(ContentGroups.class)
                .change(
                    new NewContentGroup(SITE, GROUP, Membership.SERVERS, null, servers, null),
                    null,
                    ANN));
    Path tree = Files.createDirectories(directory.resolve(SHOP));
    Files.writeString(tree.resolve("index.html"), SHOP);
    shop =
        ccm.tx(
                () -> {
                  ccm.get(HostedSites.class).create(SHOP, "", ANN);
                  ccm.get(ContentGroups.class)
                      .create(
                          new NewContentGroup(
                              SHOP, GROUP, Membership.SERVERS, null, List.of("london-1"), null),
                          ANN);
                  ccm.get(StagingAreas.class)
                      .create(
                          new NewStagingArea(SHOP, SHOP, null, tree.toString(), null, List.of()),
                          ANN);
                  return ccm.get(Jobs.class)
                      .create(
                          new NewJob(
                              SHOP,
                              JobType.PUBLISH,
                              SHOP,
                              GROUP,
                              SHOP,
                              "50%",
                              null,
                              null,
                              null,
                              null,
                              null),
                          ANN);
                })
            .id();
    farm.second();
  }

  private void startTogether() {
    RunView joint = ccm.tx(() -> ccm.get(Runs.class).startTogether(List.of(job, shop), null, ANN));
    for (RunSummary run : joint.joint()) {
      if (run.site().equals(SHOP)) {
        ofShop = run.id();
      } else {
        ofWww = run.id();
      }
    }
  }

  private void requirePhase(String phase, UUID run) {
    RunSummary summary = farm.view(run).summary();
    assertEquals(phase, summary.phase(), summary.explanation());
  }

  /** The signed site has staged, the other one has not. */
  private PublisherStatement stagedForHalfAnHour() {
    shopServer.refuses = "busy";
    startTogether();
    PublisherStatement said =
        until(allows(asked(MANIFEST, untilAsked(ofWww))), now().plus(Duration.ofMinutes(30)));
    take(author, said);
    farm.seconds(20);
    requirePhase("STAGED", ofWww);
    return said;
  }

  @Test
  void shouldGoLiveInNoSiteWhenAStatementExpiresWhileItIsHeld() {
    stagedForHalfAnHour();
    clock.advance(Duration.ofMinutes(29));
    shopServer.refuses = null;
    farm.untilEnded(ofWww);
    farm.untilEnded(ofShop);
    requirePhase("ABORTED", ofWww);
    requirePhase("ABORTED", ofShop);
    requireLive(0);
    assertEquals(0, shopServer.live);
    String why = farm.view(ofShop).summary().explanation();
    assertTrue(why.contains("./assignment sign") && why.contains(SITE), why);
  }

  @Test
  void shouldGoLiveByAStatementThatWasHandedInMeanwhile() {
    PublisherStatement said = stagedForHalfAnHour();
    clock.advance(Duration.ofMinutes(30));
    take(author, allows(said.target().hex()));
    shopServer.refuses = null;
    farm.untilEnded(ofWww);
    farm.untilEnded(ofShop);
    requirePhase("SUCCEEDED", ofWww);
    requirePhase("SUCCEEDED", ofShop);
    requireLive(1);
  }

  @Test
  void shouldGiveUpWhenThePublisherOfAnotherOneSignsNot() {
    startTogether();
    untilAsked(ofWww);
    farm.seconds(20);
    requirePhase("STAGED", ofShop);
    clock.advance(Duration.ofHours(1));
    farm.untilEnded(ofWww);
    farm.untilEnded(ofShop);
    requirePhase("FAILED", ofWww);
    requirePhase("ABORTED", ofShop);
    assertEquals(0, shopServer.live);
  }

  @Test
  void shouldGoLiveInNoSiteWhenTheKeyOfTheStatementIsTakenAway() {
    stagedForHalfAnHour();
    signedBy(SigningKey.generate());
    shopServer.refuses = null;
    farm.untilEnded(ofWww);
    farm.untilEnded(ofShop);
    requirePhase("ABORTED", ofWww);
    requirePhase("ABORTED", ofShop);
  }
}
