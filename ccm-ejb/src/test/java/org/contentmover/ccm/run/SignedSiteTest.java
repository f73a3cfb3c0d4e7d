package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.version.VersionCatalogue;
import org.contentmover.ccm.version.statement.Statements;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.Test;

/** Runs of a site that a publisher signs for (CM-12). */
class SignedSiteTest extends SignedSite {
  @Test
  void shouldWaitUntilThePublisherHasSigned() throws Exception {
    UUID run = farm.start(job);
    RunView asked = untilAsked(run);
    assertTrue(asked.summary().explanation().contains("./assignment sign"));
    farm.seconds(600);
    assertEquals("WAITING", farm.view(run).summary().phase());
    assertEquals(asked.summary().explanation(), farm.view(run).summary().explanation());

    take(author, allows(asked(MANIFEST, asked)));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    assertEquals(1, farm.agent("boston-1").live);
  }

  @Test
  void shouldPublishTheTreeThatWasSignedForWhateverHasChangedSince() throws Exception {
    UUID run = farm.start(job);
    String manifest = asked(MANIFEST, untilAsked(run));
    write("slipped in");
    take(author, allows(manifest));
    assertEquals("SUCCEEDED", farm.untilEnded(run).summary().phase());
    for (AssignmentReader it : sent()) {
      assertEquals(manifest, it.header().targetManifestSha256().hex());
      it.close();
    }
  }

  @Test
  void shouldSendTheStatementWithEverythingThatLeadsToItsTree() throws Exception {
    publish(false);
    farm.agent("boston-3").alive = false;
    farm.seconds(40);
    write("second");
    String second = publish(true);
    farm.agent("boston-3").alive = true;
    farm.seconds(60);
    assertEquals(2, farm.agent("boston-3").live);
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    List<AssignmentType> types = new ArrayList<>();
    for (AssignmentReader it : sent()) {
      PublisherStatement statement = it.statement().orElseThrow().statement();
      assertTrue(statement.allows(it.header().targetManifestSha256()), it.header().toString());
      types.add(it.header().type());
      it.close();
    }
    assertTrue(
        types.containsAll(
            List.of(
                AssignmentType.PUBLISH,
                AssignmentType.COMMIT,
                AssignmentType.SYNCHRONIZE,
                AssignmentType.ROLLBACK)),
        types.toString());
    assertEquals(64, second.length());
  }

  @Test
  void shouldNotRollBackWhereNoStatementAllowsIt() throws Exception {
    String first = publish(false);
    write("second");
    publish(false);
    RunView refused = rollBack();
    assertEquals("FAILED", refused.summary().phase());
    assertEquals(first, asked(MANIFEST, refused));
    assertEquals(2, farm.agent("boston-1").live);

    take(author, allows(first));
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    assertEquals(1, farm.agent("boston-1").live);
  }

  @Test
  void shouldTakeNoStatementThatNoServerWouldTake() throws Exception {
    String manifest = publish(false);
    Instant issued = now();
    assertThrows(Invalid.class, () -> take(SigningKey.generate(), allows(manifest)));
    assertThrows(Invalid.class, () -> ccm.tx(() -> ccm.get(Statements.class).take(SITE, "x", ANN)));
    PublisherStatement other =
        new PublisherStatement(
            new HostedSite("other"),
            new ContentGroup(GROUP),
            issued,
            Optional.empty(),
            ContentHash.fromHex(manifest),
            List.of());
    assertThrows(Invalid.class, () -> take(author, other));
    for (Instant time :
        List.of(issued.minus(Duration.ofDays(1)), issued.plus(Duration.ofDays(2)))) {
      PublisherStatement untimely =
          new PublisherStatement(
              new HostedSite(SITE),
              new ContentGroup(GROUP),
              time,
              Optional.empty(),
              ContentHash.fromHex(manifest),
              List.of());
      assertThrows(Conflict.class, () -> take(author, untimely));
    }
    ccm.run(() -> ccm.get(HostedSites.class).requirePublishers(SITE, List.of(), null, ANN));
    assertThrows(Conflict.class, () -> take(author, allows(manifest)));
  }

  /** Servers, whose configuration goes ahead, would refuse it. */
  @Test
  void shouldNotRelyOnSomebodyWhoDoesNotSignForTheSiteAnyMore() throws Exception {
    UUID run = farm.start(job);
    String manifest = asked(MANIFEST, untilAsked(run));
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    take(author, allows(manifest));
    SigningKey successor = SigningKey.generate();
    signedBy(successor);
    UUID again = farm.start(job);
    untilAsked(again);
    take(successor, allows(manifest));
    assertEquals("SUCCEEDED", farm.untilEnded(again).summary().phase());
  }

  /** It would take ways back away from one server, and leave them to the others. */
  @Test
  void shouldBringNobodyAStatementAheadOfWhatItIsFor() throws Exception {
    publish(false);
    farm.agent("boston-3").alive = false;
    farm.seconds(40);
    write("second");
    publish(true);
    write("third");
    UUID run = farm.start(job);
    RunView asked = untilAsked(run);
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    farm.untilEnded(run);
    take(author, allows(asked(MANIFEST, asked), asked(BACK, asked)));
    farm.agent("boston-3").alive = true;
    farm.seconds(60);
    requireLive(2);
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    requireLive(1);
  }

  @Test
  void shouldLetARollbackPassWhileItWaits() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("third");
    UUID run = farm.start(job);
    String third = asked(MANIFEST, untilAsked(run));
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    assertEquals(1, farm.agent("boston-1").live);

    farm.seconds(60);
    take(author, allows(third));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    for (String server : List.of("boston-1", "boston-2", "boston-3")) {
      assertEquals(ended.summary().version(), farm.agent(server).live, server);
    }
  }

  @Test
  void shouldPublishWhatWasSignedForWhenThereWasNoRoomForIt() throws Exception {
    publish(false);
    write("second");
    UUID run = farm.start(job);
    String second = asked(MANIFEST, untilAsked(run));
    farm.agent("boston-2").freeDiskBytes = 1;
    farm.agent("boston-3").freeDiskBytes = 1;
    take(author, allows(second));
    farm.seconds(30);
    RunView waiting = farm.view(run);
    assertEquals("WAITING", waiting.summary().phase(), waiting.summary().explanation());
    assertTrue(
        waiting.summary().explanation().contains("has 0 bytes free and needs"),
        waiting.summary().explanation());

    write("third");
    farm.agent("boston-2").freeDiskBytes = 1 << 30;
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    long version = ended.summary().version();
    assertEquals(version, farm.agent("boston-1").live);
    assertEquals(
        second,
        ccm.tx(() -> ccm.get(VersionCatalogue.class).manifest(SITE, GROUP, version).orElseThrow())
            .hash()
            .hex());
  }

  @Test
  void shouldBeAbortableWhileItWaits() throws Exception {
    UUID run = farm.start(job);
    untilAsked(run);
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    assertEquals("ABORTED", farm.untilEnded(run).summary().phase());
    assertEquals(0, farm.agent("boston-1").live);
  }
}
