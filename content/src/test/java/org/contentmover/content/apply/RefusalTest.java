package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does not carry out: it says why, and nothing has changed (CM-12, CI-7). */
class RefusalTest {
  @TempDir Path directory;
  private Publisher publisher;
  private SampleTree staging;
  private Manifest first;
  private Server server;
  private ContentInterpreter interpreter;
  private Map<String, String> before;

  @BeforeEach
  void publishFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    server = Server.under(directory.resolve("server"));
    interpreter = open(publisher.key(), Publisher.CLOCK);
    first = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(Manifest.EMPTY, 0, staging.root(), 1).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 1).file());
    before = server.stamps(1);
    staging.file("index.html", "two");
  }

  private ContentInterpreter open(SigningKey trusted, Clock clock) throws IOException {
    return ContentInterpreter.open(server.site(), TrustedKeys.of(trusted.publicKey()), clock, 3);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private void requireRefused(RefusalReason reason, Path assignment) throws Exception {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertEquals(reason, outcome.reason(), outcome.detail());
    assertNotNull(outcome.detail());
    assertEquals(Result.REFUSED, outcome.result(), outcome.detail());
    assertEquals(1, outcome.liveVersion());
    requireUnchanged();
  }

  private void requireUnchanged() throws IOException {
    assertEquals("versions/1", server.liveTarget());
    assertEquals(before, server.stamps(1));
    assertEquals(Set.of("1", "1.manifest"), server.versionNames());
    assertEquals(0, interpreter.status().stagedVersion());
  }

  private WrittenAssignment update() throws Exception {
    return publisher.publish(first, 1, staging.root(), 2);
  }

  private WrittenAssignment commit(AssignmentOrder order) throws IOException {
    return publisher.writeOrder(order, ContentHash.NONE);
  }

  private static AssignmentOrder order(
      long sequence, HostedSite site, ContentGroup group, Instant expiresAt) {
    return new AssignmentOrder(
        new AssignmentId(UUID.randomUUID()),
        sequence,
        AssignmentType.COMMIT,
        site,
        group,
        "",
        0,
        1,
        Publisher.NOW,
        expiresAt,
        Activation.COMMIT_ON_ORDER);
  }

  private static final Instant LATER = Publisher.NOW.plus(Duration.ofHours(1));

  @Test
  void shouldRefuseAnotherSite() throws Exception {
    HostedSite other = new HostedSite("other.example.com");
    requireRefused(
        RefusalReason.WRONG_SITE, commit(order(99, other, Publisher.GROUP, LATER)).file());
  }

  @Test
  void shouldRefuseAGroupItDoesNotBelongTo() throws Exception {
    requireRefused(
        RefusalReason.WRONG_GROUP,
        commit(order(99, Publisher.SITE, new ContentGroup("other"), LATER)).file());
  }

  @Test
  void shouldRefuseWhatHasExpired() throws Exception {
    requireRefused(
        RefusalReason.EXPIRED,
        commit(order(99, Publisher.SITE, Publisher.GROUP, Publisher.NOW)).file());
  }

  @Test
  void shouldRefuseASequenceThatWasTaken() throws Exception {
    requireRefused(
        RefusalReason.OLD_SEQUENCE,
        commit(order(2, Publisher.SITE, Publisher.GROUP, LATER)).file());
  }

  @Test
  void shouldRefuseAPublishThatComesAfterItsAbort() throws Exception {
    WrittenAssignment late = update();
    assertTrue(interpreter.carryOut(publisher.order(AssignmentType.ABORT, 2).file()).succeeded());
    requireRefused(RefusalReason.OLD_SEQUENCE, late.file());
  }

  @Test
  void shouldRememberSequencesOverARestart() throws Exception {
    interpreter.close();
    interpreter = open(publisher.key(), Publisher.CLOCK);
    requireRefused(
        RefusalReason.OLD_SEQUENCE,
        commit(order(1, Publisher.SITE, Publisher.GROUP, LATER)).file());
  }

  @Test
  void shouldRefuseAnUnknownKey() throws Exception {
    interpreter.close();
    interpreter = open(SigningKey.generate(), Publisher.CLOCK);
    requireRefused(RefusalReason.UNKNOWN_KEY, update().file());
  }

  @Test
  void shouldRefuseABaseThatIsNotHere() throws Exception {
    Manifest never = publisher.takeIn(staging.root());
    staging.file("index.html", "three");
    requireRefused(
        RefusalReason.BASE_MISMATCH, publisher.publish(never, 7, staging.root(), 8).file());
    requireRefused(
        RefusalReason.BASE_MISMATCH, publisher.publish(never, 1, staging.root(), 9).file());
  }

  @Test
  void shouldRefuseANumberThatIsInUse() throws Exception {
    Manifest second = publisher.takeIn(staging.root());
    requireRefused(
        RefusalReason.VERSION_IN_USE,
        publisher
            .write(publisher.order(AssignmentType.SYNCHRONIZE, 0, 1), Manifest.EMPTY, second)
            .file());
  }

  @Test
  void shouldRefuseOrdersForVersionsThatAreNotThere() throws Exception {
    for (AssignmentType type :
        new AssignmentType[] {AssignmentType.COMMIT, AssignmentType.ROLLBACK}) {
      requireRefused(RefusalReason.VERSION_MISMATCH, publisher.order(type, 5).file());
    }
    requireRefused(RefusalReason.VERSION_MISMATCH, publisher.order(AssignmentType.ABORT, 1).file());
  }

  @Test
  void shouldNotBuildOnFilesThatWereChangedByHand() throws Exception {
    Path other = Files.createFile(directory.resolve("x"));
    staging.file("other.html", "same in both");
    Manifest both = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(first, 1, staging.root(), 2).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    Files.writeString(server.site().version(2).resolve("other.html"), "changed by hand");
    staging.file("index.html", "three");

    AssignmentOutcome outcome =
        interpreter.carryOut(publisher.publish(both, 2, staging.root(), 3).file());

    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
    assertEquals(Result.FAILED, outcome.result());
    assertTrue(outcome.detail().contains("other.html"), outcome.detail());
    assertEquals(2, outcome.liveVersion());
    assertTrue(Files.exists(other));
    assertTrue(server.versionNames().stream().noneMatch(name -> name.startsWith("3")));
  }

  @Test
  void shouldNotFollowADirectoryThatBecameASymlink() throws Exception {
    staging.file("d/page.html", "page");
    Manifest second = Publisher.scan(staging.root());
    interpreter.carryOut(publisher.publish(first, 1, staging.root(), 2).file());
    interpreter.carryOut(publisher.order(AssignmentType.COMMIT, 2).file());
    Path moved = directory.resolve("elsewhere");
    Files.move(server.site().version(2).resolve("d"), moved);
    Files.createSymbolicLink(server.site().version(2).resolve("d"), moved);
    staging.file("index.html", "three");

    AssignmentOutcome outcome =
        interpreter.carryOut(publisher.publish(second, 2, staging.root(), 3).file());

    assertEquals(RefusalReason.DRIFT, outcome.reason(), outcome.detail());
  }

  @Test
  void shouldRefuseWhatIsNoAssignment() throws Exception {
    Path garbage = directory.resolve("garbage");
    Files.writeString(garbage, "this is no assignment, but longer than a preamble");
    requireRefused(RefusalReason.MALFORMED, garbage);
    requireRefused(RefusalReason.MALFORMED, Files.createFile(directory.resolve("nothing")));
  }

  @Test
  void shouldRefuseEveryTruncation() throws Exception {
    byte[] whole = Files.readAllBytes(update().file());
    Path cut = directory.resolve("cut");
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(cut, Arrays.copyOf(whole, length));
      requireRefused(RefusalReason.MALFORMED, cut);
    }
  }

  @Test
  void shouldRefuseEveryFlippedBit() throws Exception {
    byte[] whole = Files.readAllBytes(update().file());
    Path flipped = directory.resolve("flipped");
    for (int position = 0; position < whole.length; position++) {
      byte[] bytes = whole.clone();
      bytes[position] = (byte) (whole[position] ^ (1 << (position % 8)));
      Files.write(flipped, bytes);
      AssignmentOutcome outcome = interpreter.carryOut(flipped);
      assertFalse(outcome.succeeded(), "a bit flipped in byte " + position + " went unseen");
      requireUnchanged();
    }
  }
}
