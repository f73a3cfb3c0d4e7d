package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.Activation;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site whose trees are in a CCM's store, for tests of what is shown beside its versions. */
abstract class HotSite {
  private static final int VERSIONS_TO_KEEP = 2;

  @TempDir(factory = InMemory.class)
  Path directory;

  Publisher publisher;
  Server server;
  ContentInterpreter interpreter;

  @BeforeEach
  void start() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    server = Server.under(directory.resolve("server"));
    interpreter = open(server, FileSystemOps.REAL);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  Manifest taken(SampleTree staging) throws Exception {
    return publisher.takeIn(staging.root());
  }

  ContentInterpreter open(Server it, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        it.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        VersionPolicy.ofCount(VERSIONS_TO_KEEP),
        ops,
        Surroundings.noneOn("boston-1"));
  }

  WrittenAssignment content(AssignmentType type, Manifest base, long from, Manifest tree, long to)
      throws IOException {
    Activation activation =
        type == AssignmentType.PUBLISH ? Activation.COMMIT_ON_ORDER : Activation.IMMEDIATE;
    return publisher.write(publisher.order(type, from, to, activation), base, tree);
  }

  AssignmentOutcome carryOut(Result expected, WrittenAssignment assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment.file());
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  void publish(Manifest base, long from, Manifest tree, long to) throws IOException {
    carryOut(Result.STAGED, content(AssignmentType.PUBLISH, base, from, tree, to));
    carryOut(Result.COMMITTED, publisher.order(AssignmentType.COMMIT, to));
  }
}
