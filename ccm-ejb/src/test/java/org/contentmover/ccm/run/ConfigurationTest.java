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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.contentmover.ccm.audit.AuditLog;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.problem.Invalid;
import org.contentmover.ccm.problem.Outdated;
import org.contentmover.ccm.site.GroupConfiguration;
import org.contentmover.ccm.site.view.GroupConfigurationView;
import org.contentmover.content.assignment.AssignmentCommand;
import org.contentmover.core.interpret.AssignmentRejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configuration entries go with versions (CI-1). */
class ConfigurationTest extends TwoServers {
  @BeforeEach
  void writePage() throws IOException {
    Files.writeString(directory.resolve("staging/index.html"), "page");
  }

  private GroupConfigurationView set(Long revision, String... lines) {
    return farm.ccm()
        .tx(
            () ->
                farm.ccm()
                    .get(GroupConfiguration.class)
                    .change(SITE, GROUP, List.of(lines), revision, ANN));
  }

  /** The entries of every assignment, by its sequence and type. */
  private Map<String, String> written() throws IOException, AssignmentRejected {
    return written(
        reader ->
            commands(reader, AssignmentCommand.Entry.class).stream()
                .map(it -> it.entry().line())
                .collect(Collectors.joining("; ")));
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
    rollBack();
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
