package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.seal.SignedStatement;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.Ed25519Keys;
import org.contentmover.content.trust.SigningKey;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.interpret.PublisherStatement;
import org.contentmover.core.manifest.ContentHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site that a publisher signs for (CM-12), with three servers that show nothing else. */
abstract class SignedSite {
  static final Pattern MANIFEST = Pattern.compile("--manifest ([0-9a-f]{64})");
  static final Pattern BACK = Pattern.compile("--back ([0-9a-f]{64})");

  @TempDir Path directory;

  final TestClock clock = new TestClock();
  final SigningKey author = SigningKey.generate();
  Path staging;
  Ccm ccm;
  Farm farm;
  UUID job;

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

  void signedBy(SigningKey key) {
    List<String> keys = List.of(Ed25519Keys.encodePublic(key.publicKey()));
    ccm.run(() -> ccm.get(HostedSites.class).requirePublishers(SITE, keys, null, ANN));
  }

  void write(String content) throws IOException {
    Files.writeString(staging.resolve("index.html"), content);
  }

  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  StatementView take(SigningKey key, PublisherStatement statement) {
    String text = SignedStatement.sign(key, statement).text();
    return ccm.tx(() -> ccm.get(Statements.class).take(SITE, text, ANN));
  }

  PublisherStatement allows(String manifest, String... back) {
    return new PublisherStatement(
        new HostedSite(SITE),
        new ContentGroup(GROUP),
        now(),
        Optional.empty(),
        ContentHash.fromHex(manifest),
        Stream.of(back).map(ContentHash::fromHex).toList());
  }

  static PublisherStatement until(PublisherStatement said, Instant expiresAt) {
    return new PublisherStatement(
        said.hostedSite(),
        said.contentGroup(),
        said.issuedAt(),
        Optional.of(expiresAt),
        said.target(),
        said.back());
  }

  static String asked(Pattern what, RunView run) {
    Matcher found = what.matcher(run.summary().explanation());
    assertTrue(found.find(), run.summary().explanation());
    return found.group(1);
  }

  RunView untilAsked(UUID run) {
    farm.seconds(3);
    RunView view = farm.view(run);
    assertEquals("WAITING", view.summary().phase(), view.summary().explanation());
    assertEquals("UNSIGNED", view.plan().step());
    return view;
  }

  /** What a run asks for is signed for; the manifest. */
  String publish(boolean wayBack) {
    UUID run = farm.start(job);
    RunView view = untilAsked(run);
    String manifest = asked(MANIFEST, view);
    take(author, wayBack ? allows(manifest, asked(BACK, view)) : allows(manifest));
    RunView ended = farm.untilEnded(run);
    assertEquals("SUCCEEDED", ended.summary().phase(), ended.summary().explanation());
    return manifest;
  }

  RunView rollBack() {
    NewRollback order = new NewRollback(null, "a mistake");
    return farm.untilEnded(
        ccm.tx(() -> ccm.get(ContentOrders.class).rollBack(SITE, GROUP, order, null, ANN))
            .summary()
            .id());
  }

  /** Everything that was ever sent. */
  List<AssignmentReader> sent() throws Exception {
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

  void requireLive(long version) {
    for (String server : List.of("boston-1", "boston-2", "boston-3")) {
      assertEquals(version, farm.agent(server).live, server);
    }
  }
}
