package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.run.view.RunView;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.site.GroupConfiguration;
import org.contentmover.ccm.site.view.GroupConfigurationView;
import org.contentmover.ccm.testing.Ccm;
import org.contentmover.ccm.testing.Farm;
import org.contentmover.ccm.testing.PublishedSite;
import org.contentmover.ccm.testing.TestClock;
import org.contentmover.ccm.testing.TestDatabase;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.content.assignment.AssignmentReader;
import org.contentmover.content.assignment.CommandStream;
import org.contentmover.content.trust.TrustedKeys;
import org.contentmover.core.interpret.AssignmentRejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration entries go with versions (CI-1). */
class ConfigurationTest {
  @TempDir Path directory;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void start() throws IOException {
    TestClock clock = new TestClock();
    Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    Files.createDirectories(directory.resolve("staging"));
    Files.writeString(directory.resolve("staging/index.html"), "page");
    job = PublishedSite.jobFor(ccm, directory.resolve("staging"));
    farm.second();
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  private GroupConfigurationView set(Long revision, String... lines) {
    return farm.ccm()
        .tx(
            () ->
                farm.ccm()
                    .get(GroupConfiguration.class)
                    .change(SITE, GROUP, List.of(lines), revision, ANN));
  }

  private RunView publish() {
    RunView run = farm.untilEnded(farm.start(job));
    assertEquals("SUCCEEDED", run.summary().phase());
    return run;
  }

  /** The entries of every assignment with content, by its type and sequence. */
  private Map<String, String> written() throws IOException, AssignmentRejected {
    TrustedKeys key = TrustedKeys.of(farm.ccm().get(CcmKeyChain.class).current().publicKey());
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("data/assignments"))) {
      for (Path file : files.toList()) {
        try (AssignmentReader reader = AssignmentReader.open(file, key);
            CommandStream commands = reader.commands()) {
          List<String> entries = new ArrayList<>();
          for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
            if (it instanceof AssignmentCommand.Entry entry) {
              entries.add(entry.entry().line());
            }
          }
          if (reader.header().type().carriesContent()) {
            written.put(
                reader.header().sequence() + " " + reader.header().type(),
                String.join("; ", entries));
          }
        }
      }
    }
    return written;
  }

  @Test
  void shouldPublishEntriesThoughNoFileChanged() throws Exception {
    publish();
    set(null, "shop colour = blue", "", "shop old");
    publish();
    assertEquals("shop colour = blue; shop old", written().get("3 PUBLISH"), written().toString());
    int before = written().size();
    publish();
    assertEquals(before, written().size(), "published again what is published");
  }

  @Test
  void shouldBringToAServerTheEntriesOfWhatIsPublished() throws Exception {
    set(null, "shop colour = blue");
    publish();
    set(null, "shop colour = green");
    farm.with("boston", "boston-3");
    farm.seconds(30);
    assertEquals("shop colour = blue", written().get("3 REPLICATE"), written().toString());
  }

  @Test
  void shouldWithholdWhatWasWithdrawnAndNothingElse() throws Exception {
    publish();
    set(null, "shop colour = blue");
    publish();
    farm.untilEnded(
        farm.ccm()
            .tx(
                () ->
                    farm.ccm()
                        .get(ContentOrders.class)
                        .rollBack(SITE, GROUP, new NewRollback(null, "no"), null, ANN))
            .summary()
            .id());
    assertEquals("FAILED", farm.untilEnded(farm.start(job)).summary().phase());
    set(null, "shop colour = red");
    publish();
    assertTrue(written().containsValue("shop colour = red"), written().toString());
  }

  @Test
  void shouldKeepValuesOutOfTheAuditLog() {
    set(null, "shop password = secret");
    String log =
        farm.ccm()
            .tx(() -> farm.ccm().get(AuditLog.class).list(PageRequest.first(10)))
            .items()
            .toString();
    assertTrue(log.contains("shop password"), log);
    assertFalse(log.contains("secret"), log);
  }

  @Test
  void shouldRefuseAChangeOfWhatSomebodyElseChanged() {
    GroupConfigurationView first = set(null, "shop a = 1");
    assertEquals(List.of("shop a = 2"), set(first.revision(), "shop  a=2 ").entries());
    assertThrows(Outdated.class, () -> set(first.revision(), "shop a = 3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "/etc/passwd a = 1",
        "../x a = 1",
        "shop a/b = 1",
        "shop a b = 1",
        "shop a = 1\0",
        "shop b = 1"
      })
  void shouldRefuseWhatNoServerWouldTake(String line) {
    assertThrows(Invalid.class, () -> set(null, "shop b = 0", line));
    GroupConfigurationView kept =
        farm.ccm().tx(() -> farm.ccm().get(GroupConfiguration.class).view(SITE, GROUP));
    assertEquals(List.of(), kept.entries());
  }
}
