package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
import org.contentmover.content.assignment.WrittenAssignment;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.disk.FileSystemOps;
import org.contentmover.content.fixture.HookScripts;
import org.contentmover.content.fixture.InMemory;
import org.contentmover.content.fixture.Publisher;
import org.contentmover.content.fixture.SampleTree;
import org.contentmover.content.fixture.Server;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site with a live version, a second one to switch to, and hooks. */
abstract class HookedSite {
  @TempDir(factory = InMemory.class)
  Path directory;

  Publisher publisher;
  HookScripts scripts;
  SampleTree staging;
  Server server;
  ContentInterpreter interpreter;
  Manifest first;
  Manifest second;

  @BeforeEach
  void publishTheFirstVersion() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    scripts = new HookScripts(directory.resolve("etc"));
    staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    server = Server.under(directory.resolve("server"));
    // What a hook sees: the event, the version it is told, and the one that is live.
    String seen = scripts.file("seen").toString();
    String line =
        "$CONTENT_MOVER_EVENT $CONTENT_MOVER_VERSION $(cat $CONTENT_MOVER_LIVE/index.html)";
    scripts.install("note", "echo \"" + line + "\" >> " + seen);
    scripts.install("check", "grep -q ok $CONTENT_MOVER_TREE/index.html || { echo bad; exit 1; }");
    scripts.install("fails", "echo \"fails: " + line + "\" >> " + seen, "echo why; exit 7");
    first = publisher.takeIn(staging.root());
    staging.file("index.html", "two, ok");
    second = publisher.takeIn(staging.root());
    interpreter = open(server, FileSystemOps.REAL);
    carryOut(Result.STAGED, content(Manifest.EMPTY, 0, first, 1));
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, 0, 1));
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  ContentInterpreter open(Server it, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        it.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        VersionPolicy.ofCount(3),
        ops,
        new Surroundings(
            scripts.open(Duration.ofSeconds(60)), new ConfigurationFiles("boston-1", Map.of())));
  }

  Path content(Manifest base, long from, Manifest target, long to, HookCall... hooks)
      throws IOException {
    AssignmentOrder order = publisher.order(AssignmentType.PUBLISH, from, to);
    return publisher.write(order.withHooks(List.of(hooks)), base, target).file();
  }

  Path order(AssignmentType type, long base, long version, HookCall... hooks) throws IOException {
    AssignmentOrder order = publisher.order(type, base, version).withHooks(List.of(hooks));
    WrittenAssignment written = publisher.writeOrder(order, ContentHash.NONE);
    assertTrue(written.sizeBytes() <= 8 * 1024, "more than one block: " + written.sizeBytes());
    return written.file();
  }

  AssignmentOutcome carryOut(Result expected, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  List<String> seen() throws IOException {
    Path seen = scripts.file("seen");
    return Files.exists(seen) ? Files.readAllLines(seen) : List.of();
  }

  String backup() throws IOException {
    return Files.exists(server.site().backup(), LinkOption.NOFOLLOW_LINKS)
        ? Files.readSymbolicLink(server.site().backup()).toString()
        : "none";
  }
}
