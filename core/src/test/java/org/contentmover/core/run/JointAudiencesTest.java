package org.contentmover.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.contentmover.core.ids.ServerName;
import org.junit.jupiter.api.Test;

class JointAudiencesTest {
  private static List<ServerName> servers(String... names) {
    return Stream.of(names).map(ServerName::new).toList();
  }

  @Test
  void shouldTellServersThatStagedForTheSameRunsTogether() {
    var staged =
        new TreeMap<>(
            Map.of(
                "help", servers("a", "b", "c"),
                "shop", servers("b", "c", "d"),
                "www", servers("c", "e", "b")));
    assertEquals(
        Map.of(Set.of("help", "shop", "www"), Set.copyOf(servers("b", "c"))),
        JointAudiences.of(staged));
  }

  @Test
  void shouldHaveAnOrderForEverySetOfRuns() {
    var staged =
        new TreeMap<>(
            Map.of(
                "help", servers("a", "b"),
                "shop", servers("b", "c"),
                "www", servers("c", "a")));
    assertEquals(
        Map.of(
            Set.of("help", "www"), Set.copyOf(servers("a")),
            Set.of("help", "shop"), Set.copyOf(servers("b")),
            Set.of("shop", "www"), Set.copyOf(servers("c"))),
        JointAudiences.of(staged));
  }

  @Test
  void shouldLeaveServersOfOneRunToIt() {
    assertEquals(
        Map.of(),
        JointAudiences.of(new TreeMap<>(Map.of("help", servers("a"), "www", servers("b")))));
  }
}
