package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.run.view.NewRollback;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.site.GroupHooks;
import org.contentmover.ccm.site.view.GroupHooksView;
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

/** What the CCM has servers run around a switch (CI-1). */
class HooksTest {
  @TempDir Path directory;
  private Farm farm;
  private UUID job;

  @BeforeEach
  void start() throws IOException {
    TestClock clock = new TestClock();
    Ccm ccm = new Ccm(TestDatabase.H2.create(), directory.resolve("data"), clock);
    farm = new Farm(ccm, clock).with("boston", "boston-1", "boston-2");
    Files.createDirectories(directory.resolve("staging"));
    job = PublishedSite.jobFor(ccm, directory.resolve("staging"));
    farm.second();
  }

  @AfterEach
  void stop() {
    farm.ccm().close();
  }

  private GroupHooksView set(Long revision, String... lines) {
    return farm.ccm()
        .tx(
            () ->
                farm.ccm()
                    .get(GroupHooks.class)
                    .change(SITE, GROUP, List.of(lines), revision, ANN));
  }

  private void publish(String content) throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), content);
    assertEquals("SUCCEEDED", farm.untilEnded(farm.start(job)).summary().phase());
  }

  /** The hooks of every assignment that was written, by its type and sequence. */
  private Map<String, String> written() throws IOException, AssignmentRejected {
    TrustedKeys key = TrustedKeys.of(farm.ccm().get(CcmKeyChain.class).current().publicKey());
    Map<String, String> written = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory.resolve("data/assignments"))) {
      for (Path file : files.sorted(Comparator.naturalOrder()).toList()) {
        try (AssignmentReader reader = AssignmentReader.open(file, key);
            CommandStream commands = reader.commands()) {
          List<String> hooks = new ArrayList<>();
          for (AssignmentCommand it = commands.next(); it != null; it = commands.next()) {
            if (it instanceof AssignmentCommand.Hook hook) {
              hooks.add(hook.call().name() + hook.call().arguments());
            }
          }
          written.put(
              reader.header().sequence() + " " + reader.header().type(), String.join(" ", hooks));
        }
      }
    }
    return written;
  }

  @Test
  void shouldHaveServersRunTheHooksOfTheirGroup() throws Exception {
    publish("one");
    set(null, "before check", "", "after reload zone=eu", "after-or-back probe");
    publish("two");
    farm.untilEnded(
        farm.ccm()
            .tx(
                () ->
                    farm.ccm()
                        .get(ContentOrders.class)
                        .rollBack(SITE, GROUP, new NewRollback(null, "no"), null, ANN))
            .summary()
            .id());
    assertEquals(
        Map.of(
            "1 PUBLISH", "",
            "2 COMMIT", "",
            "3 PUBLISH", "check{} reload{zone=eu} probe{}",
            "4 COMMIT", "reload{zone=eu} probe{}",
            "5 ROLLBACK", "reload{zone=eu} probe{}"),
        written());
  }

  @Test
  void shouldWriteAnewWhatCatchesUpWhenHooksHaveChanged() throws Exception {
    publish("one");
    farm.with("boston", "boston-3");
    farm.seconds(30);
    set(null, "after reload");
    farm.seconds(5);
    farm.with("boston", "boston-4");
    farm.seconds(30);
    Map<String, String> written = written();
    assertEquals("", written.get("3 REPLICATE"), written.toString());
    assertEquals("reload{}", written.get("4 REPLICATE"), written.toString());
  }

  @Test
  void shouldShowHooksAsTheyWereWritten() {
    GroupHooksView set = set(null, "after   reload zone=eu  age=7 ", "before check");
    assertEquals(List.of("after reload age=7 zone=eu", "before check"), set.hooks());
    assertEquals(set, farm.ccm().tx(() -> farm.ccm().get(GroupHooks.class).view(SITE, GROUP)));
    assertEquals(List.of(), set(set.revision()).hooks());
    assertThrows(Outdated.class, () -> set(set.revision(), "after reload"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reload",
        "after",
        "later reload",
        "after ../reload",
        "after /bin/sh",
        "after Reload",
        "after reload;reboot",
        "after reload zone",
        "after reload zone=",
        "after reload zone=/etc",
        "after reload zone=..",
        "after reload zone=$(reboot)",
        "after reload zone=a zone=b",
        "after reload a=1 b=1 c=1 d=1 e=1",
        "after reload\0"
      })
  void shouldRefuseWhatNoServerWouldTake(String line) {
    Invalid refused = assertThrows(Invalid.class, () -> set(null, "after reload", line));
    assertTrue(refused.getMessage().startsWith("hooks[1]: found"), refused.getMessage());
    GroupHooksView kept = farm.ccm().tx(() -> farm.ccm().get(GroupHooks.class).view(SITE, GROUP));
    assertEquals(List.of(), kept.hooks());
  }

  @Test
  void shouldRefuseMoreThanEightHooksAndGroupsThereAreNot() {
    String[] nine = Stream.generate(() -> "after reload").limit(9).toArray(String[]::new);
    assertThrows(Invalid.class, () -> set(null, nine));
    assertThrows(
        NotFound.class,
        () -> farm.ccm().tx(() -> farm.ccm().get(GroupHooks.class).view(SITE, "nobody")));
  }
}
