package org.contentmover.content.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.contentmover.content.apply.AssignmentOutcome.Result;
import org.contentmover.content.assignment.AssignmentOrder;
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
import org.contentmover.core.interpret.ConfigurationEntry;
import org.contentmover.core.interpret.HookCall;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.manifest.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server on which configuration entries go with the versions of a site. */
abstract class ConfiguredSite {
  static final String SHOP = "# the shop\ncolour = red\nmode=old\n";
  static final String SHOP_1 = "# the shop\ncolour = blue\nmode=old\nnew=1\n";
  static final String SHOP_2 = "# the shop\ncolour = green\n";

  @TempDir(factory = InMemory.class)
  Path directory;

  private Publisher publisher;
  private HookScripts scripts;
  Server server;
  Path etc;
  ContentInterpreter interpreter;
  private Manifest tree;

  @BeforeEach
  void begin() throws Exception {
    publisher = new Publisher(directory.resolve("ccm"));
    scripts = new HookScripts(directory.resolve("hooks")).install("fails", "exit 1");
    SampleTree staging = SampleTree.at(directory.resolve("staging")).file("index.html", "one");
    tree = publisher.takeIn(staging.root());
    server = Server.under(directory.resolve("server"));
    etc = directory.resolve("etc");
    Files.createDirectories(etc);
    Files.writeString(etc.resolve("shop.properties"), SHOP);
    Files.setPosixFilePermissions(
        etc.resolve("shop.properties"), PosixFilePermissions.fromString("rw-r-----"));
    interpreter = open(server, etc, FileSystemOps.REAL);
  }

  @AfterEach
  void close() throws Exception {
    interpreter.close();
    publisher.close();
  }

  ContentInterpreter open(Server it, Path files, FileSystemOps ops) throws IOException {
    return ContentInterpreter.open(
        it.site(),
        TrustedKeys.of(publisher.key().publicKey()),
        PublisherPins.NONE,
        Publisher.CLOCK,
        VersionPolicy.ofCount(3),
        ops,
        new Surroundings(
            scripts.open(Duration.ofSeconds(60)),
            new ConfigurationFiles(
                "boston-1",
                Map.of(
                    "shop", files.resolve("shop.properties"),
                    "app", files.resolve("app.json"),
                    "pools", files.resolve("pools.xml")))));
  }

  Path content(long from, long to, String... entries) throws IOException {
    AssignmentOrder order =
        publisher
            .order(AssignmentType.PUBLISH, from, to)
            .withEntries(Arrays.stream(entries).map(ConfigurationEntry::parse).toList());
    return publisher.write(order, from == 0 ? Manifest.EMPTY : tree, tree).file();
  }

  Path order(AssignmentType type, long version, HookCall... hooks) throws IOException {
    return publisher
        .writeOrder(publisher.order(type, 0, version).withHooks(List.of(hooks)), ContentHash.NONE)
        .file();
  }

  AssignmentOutcome carryOut(Result expected, Path assignment) {
    AssignmentOutcome outcome = interpreter.carryOut(assignment);
    assertEquals(expected, outcome.result(), outcome.detail());
    return outcome;
  }

  String shop() throws IOException {
    return Files.readString(etc.resolve("shop.properties"));
  }

  void publish(long from, long to, String... entries) throws IOException {
    String before = shop();
    carryOut(Result.STAGED, content(from, to, entries));
    assertEquals(before, shop(), "changed before the switch");
    carryOut(Result.COMMITTED, order(AssignmentType.COMMIT, to));
  }
}
