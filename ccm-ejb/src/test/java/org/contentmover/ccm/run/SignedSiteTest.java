package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.contentmover.ccm.problem.Conflict;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.site.HostedSites;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.ccm.version.statement.Statements;
import org.contentmover.ccm.version.statement.view.StatementView;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.AssignmentType;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a site that a publisher signs for (CM-12). */
class SignedSiteTest {
  private static final Pattern MANIFEST = Pattern.compile("--manifest ([0-9a-f]{64})");
  private static final Pattern BACK = Pattern.compile("--back ([0-9a-f]{64})");

  @TempDir Path directory;

  private final TestClock clock = new TestClock();
  private final SigningKey author = SigningKey.generate();
  private Path staging;
  private Ccm ccm;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void start() throws IOException {
    staging = Files.createDirectories(directory.resolve("staging"));
    ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2", "boston-3");
    job = PublishedSite.jobFor(ccm, staging);
    farm.second();
    signedBy(author);
    for (int i = 1; i <= 3; i++) {
      farm.agent("boston-" + i).wantsStatements = true;
    }
    write("first");
  }

  @AfterEach
  void stop() {
    ccm.close();
  }

  private void signedBy(SigningKey key) {
    List<String> keys = List.of(Ed25519Keys.encodePublic(key.publicKey()));
    ccm.run(() -> ccm.get(HostedSites.class).requirePublishers(SITE, keys, null, ANN));
  }

  private void write(String content) throws IOException {
    Files.writeString(staging.resolve("index.html"), content);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private StatementView take(SigningKey key, PublisherStatement statement) {
    String text = SignedStatement.sign(key, statement).text();
    return ccm.tx(() -> ccm.get(Statements.class).take(SITE, text, ANN));
  }

  private PublisherStatement allows(String manifest, String... back) {
    return new PublisherStatement(
        new HostedSite(SITE),
        new ContentGroup(GROUP),
        now(),
        Optional.empty(),
        ContentHash.fromHex(manifest),
        Stream.of(back).map(ContentHash::fromHex).toList());
  }

  private static String asked(Pattern what, RunView run) {
    Matcher found = what.matcher(run.summary().explanation());
    assertTrue(found.find(), run.summary().explanation());
    return found.group(1);
  }

  private RunView untilAsked(UUID run) {
    farm.seconds(3);
    RunView view = farm.view(run);
    assertEquals("WAITING", view.summary().phase(), view.summary().explanation());
    assertEquals("UNSIGNED", view.plan().step());
    return view;
  }

  /** What a run asks for is signed for; the manifest. */
  private String publish(boolean wayBack) {
    UUID run = farm.start(job);
    RunView view = untilAsked(run);
    String manifest = asked(MANIFEST, view);
    take(author, wayBack ? allows(manifest, asked(BACK, view)) : allows(manifest));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    return manifest;
  }

  private RunView rollBack() {
    NewRollback order = new NewRollback(null, "a mistake");
    return farm.untilEnded(
        ccm.tx(() -> ccm.get(ContentOrders.class).rollBack(SITE, GROUP, order, null, ANN))
            .summary()
            .id());
  }

  /** Everything that was ever sent. */
  private List<AssignmentReader> sent() throws Exception {
    Path assignments = ccm.get(DataDirectory.class).assignment(UUID.randomUUID()).getParent();
    CcmKeyRing keys = ccm.get(CcmKeyChain.class).ring();
    List<AssignmentReader> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(assignments)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        all.add(AssignmentReader.open(file, keys));
      }
    }
    return all;
  }

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

  private HotContentView place(String... servers) {
    NewHotContent order = new NewHotContent("demo", List.of("/**"), List.of(servers), "flash");
    return ccm.tx(() -> ccm.get(HotContents.class).place(SITE, GROUP, order, ANN));
  }

  private String[] refused(String... servers) {
    String text = assertThrows(Conflict.class, () -> place(servers)).getMessage();
    Matcher manifest = MANIFEST.matcher(text);
    assertTrue(manifest.find(), text);
    return Stream.concat(
            Stream.of(manifest.group(1)), BACK.matcher(text).results().map(it -> it.group(1)))
        .toArray(String[]::new);
  }

  /** What the refusal asks for is signed for; the number. */
  private long placeSigned(String... servers) {
    String[] trees = refused(servers);
    take(author, allows(trees[0], Arrays.copyOfRange(trees, 1, trees.length)));
    HotContentView placed = place(servers);
    farm.seconds(30);
    for (String server : servers) {
      assertEquals(placed.version(), farm.agent(server).live);
    }
    return placed.version();
  }

  private void requireLive(long version) {
    for (String server : List.of("boston-1", "boston-2", "boston-3")) {
      assertEquals(version, farm.agent(server).live, server);
    }
  }

  @Test
  void shouldRollBackServersWithHotContentToo() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("flash");
    placeSigned("boston-1");
    write("flash 2");
    placeSigned("boston-2");
    RunView ended = rollBack();
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    farm.seconds(60);
    requireLive(1);
  }

  @Test
  void shouldRollBackAfterHotContentWasTakenBack() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("flash");
    long placed = placeSigned("boston-1");
    ccm.run(() -> ccm.get(HotContents.class).takeBack(SITE, GROUP, placed, ANN));
    farm.seconds(30);
    requireLive(2);
    assertEquals("SUCCEEDED", rollBack().summary().phase());
    requireLive(1);
  }

  @Test
  void shouldBringHotContentBackToAServerThoughOtherHotContentWasSignedForSince() throws Exception {
    publish(false);
    write("second");
    publish(true);
    write("flash");
    long placed = placeSigned("boston-1");
    write("flash 2");
    placeSigned("boston-2");
    farm.agent("boston-1").live = 0;
    farm.seconds(120);
    assertEquals(placed, farm.agent("boston-1").live);
  }

  @Test
  void shouldWantTheWaysBackSignedForWithHotContent() throws Exception {
    String first = publish(false);
    write("second");
    String second = publish(true);
    write("flash");
    String[] trees = refused("boston-1");
    assertEquals(List.of(second, first), List.of(trees).subList(1, trees.length));
    take(author, allows(trees[0], second));
    assertArrayEquals(trees, refused("boston-1"));
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
  void shouldBeAbortableWhileItWaits() throws Exception {
    UUID run = farm.start(job);
    untilAsked(run);
    ccm.run(() -> ccm.get(Runs.class).abort(run, ANN));
    assertEquals("ABORTED", farm.untilEnded(run).summary().phase());
    assertEquals(0, farm.agent("boston-1").live);
  }
}
