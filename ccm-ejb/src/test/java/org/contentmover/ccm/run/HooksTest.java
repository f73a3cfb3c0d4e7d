package org.contentmover.ccm.run;

import static org.contentmover.ccm.testing.Farm.ANN;
import static org.contentmover.ccm.testing.Farm.GROUP;
import static org.contentmover.ccm.testing.Farm.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.NotFound;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.site.GroupHooks;
import org.contentmover.ccm.site.view.GroupHooksView;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.core.interpret.AssignmentRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the CCM has servers run around a switch (CI-1). */
class HooksTest extends TwoServers {
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
    publish();
  }

  /** The hooks of every assignment that was written, by its sequence and type. */
  private Map<String, String> written() throws IOException, AssignmentRejected {
    return written(
        reader ->
            commands(reader, AssignmentCommand.Hook.class).stream()
                .map(it -> it.call().name() + it.call().arguments())
                .collect(Collectors.joining(" ")));
  }

  @Test
  void shouldHaveServersRunTheHooksOfTheirGroup() throws Exception {
    publish("one");
    set(null, "before check", "", "after reload zone=eu", "after-or-back probe");
    publish("two");
    rollBack();
    assertEquals(
        Map.of(
            "1 REPLICATE", "",
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
