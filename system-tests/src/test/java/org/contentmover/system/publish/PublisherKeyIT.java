package org.contentmover.system.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.contentmover.content.scan.ScanFailure;
import org.contentmover.content.scan.ScanIndex;
import org.contentmover.content.scan.ScanRules;
import org.contentmover.content.scan.TreeScanner;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.farm.Farm;
import org.contentmover.farm.FarmSpec;
import org.contentmover.farm.Publishing;
import org.contentmover.farm.Publishing.RunStatus;
import org.contentmover.farm.Restart;
import org.contentmover.farm.Waiting;
import org.contentmover.system.farm.RunningFarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real servers that show only what an author signed for, whatever their CCM says (CM-12). */
@Tag("system")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PublisherKeyIT {
  private static final long PATIENCE_MILLIS = 180_000;
  private static final String SITE = "/api/v1/sites/" + Publishing.SITE;
  private static final String GROUP = "/api/v1/content-groups/" + Publishing.SITE + "/everyone";

  @RegisterExtension
  private static final RunningFarm RUNNING =
      new RunningFarm("publisher-key", new FarmSpec(1, 3, 0, 20_000));

  private static final Path FIRST = RUNNING.work().resolve("first");
  private static final Path SECOND = RUNNING.work().resolve("second");
  private static final SigningKey AUTHOR = SigningKey.generate();
  private static Farm farm;

  @BeforeAll
  static void pinTheAuthorOnEveryServer() throws IOException {
    farm = RUNNING.farm();
    Trees.delete(FIRST);
    Trees.delete(SECOND);
    Trees.write(FIRST, 40, 1);
    Trees.write(SECOND, 50, 2);
    String line = "\npublisher.keys=" + Publishing.SITE + "=" + publicKey(AUTHOR) + "\n";
    for (String server : farm.serverNames()) {
      Files.writeString(RUNNING.home().agentConfiguration(server), line, StandardOpenOption.APPEND);
    }
    Restart.of(farm, farm.serverNames());
  }

  private static String publicKey(SigningKey key) {
    return Ed25519Keys.encodePublic(key.publicKey());
  }

  @Test
  @Order(1)
  void shouldBeRefusedByEveryServerWithoutTheAuthorsWord() {
    RunStatus run = farm.publishing().publish(FIRST, PATIENCE_MILLIS, status -> {});
    assertRefused(run, "STATEMENT_MISSING");
  }

  @Test
  @Order(2)
  void shouldBeRefusedByEveryServerWithSomebodyElsesWord() throws Exception {
    SigningKey stranger = SigningKey.generate();
    publishersAre(stranger);
    String run = waiting(FIRST);
    handIn(stranger, FIRST);
    assertRefused(ended(run), "STATEMENT_FORGED");
  }

  @Test
  @Order(3)
  void shouldGoLiveWithTheAuthorsWord() throws Exception {
    publishersAre(AUTHOR);
    publish(FIRST);
    publish(SECOND, FIRST);
  }

  @Test
  @Order(4)
  void shouldGoBackAtOnceWhereTheAuthorAllowedIt() throws Exception {
    JsonObject order = Json.createObjectBuilder().add("reason", "a mistake").build();
    String run =
        farm.ccm()
            .good(farm.ccm().post(GROUP + "/rollbacks", order), "the rollback")
            .getJsonObject("summary")
            .getString("id");
    RunStatus ended = ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertLive(FIRST);
  }

  private static void publish(Path tree, Path... back) throws Exception {
    String run = waiting(tree);
    handIn(AUTHOR, tree, back);
    RunStatus ended = ended(run);
    assertTrue(ended.succeeded(), ended.phase() + ": " + ended.explanation());
    assertLive(tree);
  }

  /** A run that says which manifest is to be signed for. */
  private static String waiting(Path tree) throws Exception {
    farm.publishing().stage(tree);
    String run = farm.publishing().startRun().id();
    String manifest = manifest(tree).hex();
    Waiting.until(
        "for the run to ask for the publisher",
        PATIENCE_MILLIS,
        () -> farm.publishing().run(run).explanation().contains("--manifest " + manifest),
        () -> {},
        () -> farm.publishing().run(run).toString());
    return run;
  }

  /** As ./assignment sign sees it on the author's machine. */
  private static ContentHash manifest(Path tree) throws ScanFailure {
    return new TreeScanner(Clock.systemUTC())
        .scan(tree, ScanRules.EVERYTHING, ScanIndex.EMPTY)
        .manifest()
        .hash();
  }

  private static void handIn(SigningKey key, Path tree, Path... back) throws Exception {
    List<ContentHash> ways = Stream.of(back).map(PublisherKeyIT::unchecked).toList();
    PublisherStatement statement =
        new PublisherStatement(
            new HostedSite(Publishing.SITE),
            new ContentGroup("everyone"),
            Instant.ofEpochMilli(System.currentTimeMillis()),
            Optional.empty(),
            manifest(tree),
            ways);
    JsonObject body =
        Json.createObjectBuilder()
            .add("statement", SignedStatement.sign(key, statement).text())
            .build();
    farm.ccm().good(farm.ccm().post(SITE + "/statements", body), "the statement");
  }

  private static ContentHash unchecked(Path tree) {
    try {
      return manifest(tree);
    } catch (ScanFailure e) {
      throw new IllegalStateException(e);
    }
  }

  private static void publishersAre(SigningKey key) {
    JsonObject keys =
        Json.createObjectBuilder()
            .add("keys", Json.createArrayBuilder().add(publicKey(key)))
            .build();
    String etag = farm.ccm().get(SITE).etag();
    farm.ccm().good(farm.ccm().put(SITE + "/publishers", keys, etag), "the publishers");
  }

  private static RunStatus ended(String run) {
    Waiting.until("for the run", PATIENCE_MILLIS, () -> farm.publishing().run(run).ended());
    return farm.publishing().run(run);
  }

  /** The run ends as soon as too few are left; what each server said is in its log. */
  private static void assertRefused(RunStatus run, String reason) {
    assertEquals("FAILED", run.phase(), run.explanation());
    assertTrue(run.explanation().contains(reason), run.explanation());
    for (String server : farm.serverNames()) {
      Waiting.until(
          "for " + server + " to say " + reason,
          PATIENCE_MILLIS,
          () -> log(server).contains(reason));
      assertFalse(Files.exists(farm.liveDirectory(server).resolve("index.html")), server);
    }
  }

  private static String log(String server) {
    try {
      return Files.readString(RUNNING.home().log(server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertLive(Path tree) throws Exception {
    for (String server : farm.serverNames()) {
      Rsync.assertSame(tree, farm.liveDirectory(server));
    }
  }
}
