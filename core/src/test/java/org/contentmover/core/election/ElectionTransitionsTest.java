package org.contentmover.core.election;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.contentmover.core.testing.DocumentedTable;
import org.junit.jupiter.api.Test;

/** The machine, its document and its model in TLA+ name the same transitions. */
class ElectionTransitionsTest {
  /** What happens to servers, or beside the election: no transitions of the machine. */
  private static final Set<String> SURROUNDINGS =
      Set.of("Crash", "Restart", "Ignore", "NextRound", "Obey", "CcmTakesReport");

  private static final Path MODEL =
      DocumentedTable.PROTOCOLS.resolve("model").resolve("Election.tla");

  @Test
  void shouldBeListedInTheDocument() throws IOException {
    new DocumentedTable("election.md", "transitions", ElectionTransitionsTest.class)
        .shouldBe(table());
  }

  @Test
  void shouldBeTheActionsOfTheModel() throws IOException {
    Set<String> named = new TreeSet<>(SURROUNDINGS);
    Arrays.stream(ElectionTransition.values()).forEach(transition -> named.add(transition.title));
    assertEquals(named, actions(Files.readString(MODEL)));
  }

  /** The operators which the model's next-state relation consists of. */
  private static Set<String> actions(String model) {
    String next = model.substring(model.indexOf("\nNext =="));
    return Pattern.compile("\\\\/ (\\w+)")
        .matcher(next.substring(0, next.indexOf("-----")))
        .results()
        .map(action -> action.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String table() {
    Map<ElectionTransition, Seen> seen = new EnumMap<>(ElectionTransition.class);
    ElectionStateTableTest.walk(
        (event, cell) ->
            ElectionTransition.of(event, cell.before(), cell.effects(), cell.after())
                .ifPresent(found -> seen.computeIfAbsent(found, key -> new Seen()).add(cell)));
    assertEquals(
        Set.of(ElectionTransition.values()),
        seen.keySet(),
        "transitions that no cell of the state table shows are missing on the right");
    StringBuilder table =
        new StringBuilder("| transition | from | to | meaning |\n|---|---|---|---|\n");
    seen.forEach(
        (transition, states) ->
            table.append(
                String.format(
                    "| `%s` | %s | %s | %s |%n",
                    transition.title, states.from(), states.to(), transition.meaning)));
    return table.toString();
  }

  private static final class Seen {
    private final Set<ElectionState> from = new LinkedHashSet<>();
    private final Set<ElectionState> to = new LinkedHashSet<>();
    private boolean stays = true;

    void add(ElectionStateTableTest.Cell cell) {
      from.add(cell.before());
      to.add(cell.after());
      stays &= cell.before() == cell.after();
    }

    String from() {
      return names(from);
    }

    String to() {
      return stays ? "the same" : names(to);
    }

    private static String names(Set<ElectionState> states) {
      return new TreeSet<>(states).stream().map(Enum::name).collect(Collectors.joining(", "));
    }
  }
}
