package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.interpret.RefusalReason;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that has an author's key pinned, through the life of a site (CM-12). */
class PinnedPublisherTest {
  private static final Instant T1 = Publisher.NOW.minus(Duration.ofDays(9));
  private static final Instant T2 = T1.plus(Duration.ofDays(1));
  private static final Instant T3 = T2.plus(Duration.ofDays(1));

  @TempDir Path directory;
  private final SigningKey author = SigningKey.generate();
  private Publisher publisher;
  private Server server;
  private ContentInterpreter interpreter;
  private Manifest one;
  private Manifest two;

  @BeforeEach
  void open() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    SampleTree staging = SampleTree.at(directory.resolve("staging")).file("f", "x");
    one = publisher.takeIn(staging.root());
    staging.file("g", "y");
    two = publisher.takeIn(staging.root());
    server = Server.under(directory.resolve("server"));
    interpreter = openInterpreter();
  }

  private ContentInterpreter openInterpreter() throws IOException {
    return ContentInterpreter.open(
        server.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.of(TrustedKeys.of(author.publicKey()), Publisher.CLOCK),
        Publisher.CLOCK,
        3);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  private SignedStatement says(Instant issuedAt, Manifest target, Manifest... back) {
    return SignedStatement.sign(
        author,
        new PublisherStatement(
            Publisher.SITE,
            Publisher.GROUP,
            issuedAt,
            Optional.empty(),
            target.hash(),
            List.of(back).stream().map(Manifest::hash).toList()));
  }

  private AssignmentOutcome content(
      AssignmentType type, long base, long target, Activation activation, SignedStatement statement)
      throws IOException {
    AssignmentOrder order =
        publisher.order(type, base, target, activation).with(Optional.ofNullable(statement));
    WrittenAssignment written =
        publisher.write(order, base == 0 ? Manifest.EMPTY : tree(base), tree(target));
    return interpreter.carryOut(written.file());
  }

  /** Version 1, and those restored of it, are tree one. */
  private Manifest tree(long version) {
    return version == 2 ? two : one;
  }

  private AssignmentOutcome order(AssignmentType type, long version, SignedStatement statement)
      throws IOException {
    ContentHash manifest =
        type == AssignmentType.REMOVE ? Manifest.EMPTY.hash() : tree(version).hash();
    AssignmentOrder order = publisher.order(type, 0, version).with(Optional.ofNullable(statement));
    return interpreter.carryOut(publisher.writeOrder(order, manifest).file());
  }

  private static void requireDone(Result result, AssignmentOutcome outcome) {
    assertEquals(result, outcome.result(), outcome.detail());
  }

  private static void requireRefused(RefusalReason reason, AssignmentOutcome outcome) {
    assertEquals(Result.REFUSED, outcome.result(), outcome.detail());
    assertEquals(reason, outcome.reason(), outcome.detail());
  }

  /** Version 1 by the statement of T1. */
  private void publishOne() throws IOException {
    SignedStatement statement = says(T1, one);
    requireDone(
        Result.STAGED,
        content(AssignmentType.PUBLISH, 0, 1, Activation.COMMIT_ON_ORDER, statement));
    requireDone(Result.COMMITTED, order(AssignmentType.COMMIT, 1, statement));
  }

  private void publishTwo(SignedStatement statement) throws IOException {
    requireDone(
        Result.STAGED,
        content(AssignmentType.PUBLISH, 1, 2, Activation.COMMIT_ON_ORDER, statement));
    requireDone(Result.COMMITTED, order(AssignmentType.COMMIT, 2, statement));
  }

  @Test
  void shouldShowWhatTheAuthorSignedFor() throws Exception {
    publishOne();
    publishTwo(says(T2, two));
    assertEquals(two, server.liveTree());
  }

  @Test
  void shouldGoBackWhereTheLatestStatementAllowsIt() throws Exception {
    publishOne();
    SignedStatement second = says(T2, two, one);
    publishTwo(second);
    requireDone(Result.ROLLED_BACK, order(AssignmentType.ROLLBACK, 1, second));
    assertEquals(one, server.liveTree());
  }

  @Test
  void shouldGoBackNowhereElse() throws Exception {
    publishOne();
    SignedStatement second = says(T2, two);
    publishTwo(second);
    requireRefused(RefusalReason.STATEMENT_MISMATCH, order(AssignmentType.ROLLBACK, 1, second));
    requireRefused(
        RefusalReason.STATEMENT_UNTIMELY, order(AssignmentType.ROLLBACK, 1, says(T1, one)));
    assertEquals(two, server.liveTree());
  }

  @Test
  void shouldTakeAnOldTreeUnderANewStatementOnly() throws Exception {
    publishOne();
    publishTwo(says(T2, two));
    requireRefused(
        RefusalReason.STATEMENT_UNTIMELY,
        content(AssignmentType.RESTORE, 2, 3, Activation.IMMEDIATE, says(T1, one)));
    requireDone(
        Result.COMMITTED,
        content(AssignmentType.RESTORE, 2, 3, Activation.IMMEDIATE, says(T3, one)));
    assertEquals(one, server.liveTree());
  }

  /** A publish that is given up leaves the site to the statement it is shown by. */
  @Test
  void shouldKeepToTheStatementOfWhatIsLiveWhenAnotherOneWasStaged() throws Exception {
    publishOne();
    requireDone(
        Result.STAGED,
        content(AssignmentType.PUBLISH, 1, 2, Activation.COMMIT_ON_ORDER, says(T2, two)));
    requireDone(Result.ABORTED, order(AssignmentType.ABORT, 2, null));
    requireDone(
        Result.COMMITTED,
        content(AssignmentType.REPLICATE, 0, 1, Activation.IMMEDIATE, says(T1, one)));
  }

  @Test
  void shouldRememberTheLatestStatementOverARestart() throws Exception {
    publishOne();
    publishTwo(says(T2, two));
    interpreter.close();
    interpreter = openInterpreter();
    AssignmentOutcome outcome =
        content(AssignmentType.REPLICATE, 0, 1, Activation.IMMEDIATE, says(T1, one));
    requireRefused(RefusalReason.STATEMENT_UNTIMELY, outcome);
    assertTrue(outcome.detail().contains(T2.toString()), outcome.detail());
  }

  @Test
  void shouldBeTakenOffOnlyWhenTheAuthorSaysSo() throws Exception {
    publishOne();
    requireRefused(
        RefusalReason.STATEMENT_MISMATCH, order(AssignmentType.REMOVE, 2, says(T2, one)));
    requireDone(Result.COMMITTED, order(AssignmentType.REMOVE, 2, says(T2, Manifest.EMPTY)));
  }
}
