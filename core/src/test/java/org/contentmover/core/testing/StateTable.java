package org.contentmover.core.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What a machine does on each event in each state, as a table for a {@link DocumentedTable}. */
public final class StateTable {
  private StateTable() {}

  /**
   * One row for each event, one column for each state.
   *
   * @param cell what the event does; it enters the state anew each time
   */
  public static <S, E> String of(
      Map<?, S> states, Map<String, E> events, BiFunction<S, E, String> cell) {
    StringBuilder table = new StringBuilder(row("event", states.keySet()));
    table.append("|---|").append("---|".repeat(states.size())).append('\n');
    events.forEach(
        (event, action) ->
            table.append(
                row(
                    event,
                    states.values().stream().map(state -> cell.apply(state, action)).toList())));
    return table.toString();
  }

  /** What was done, each thing once, and the state that it led to if that is another one. */
  public static String cell(List<String> done, Object before, Object after) {
    return cell(done, before, after, List.of());
  }

  /** The same, and what was done a moment later. */
  public static String cell(List<String> done, Object before, Object after, List<String> later) {
    List<String> parts = new ArrayList<>(done);
    if (!after.equals(before)) {
      parts.add("→ **" + after + "**");
    }
    parts.addAll(later);
    return parts.isEmpty() ? "–" : parts.stream().distinct().collect(Collectors.joining("; "));
  }

  private static String row(String event, Collection<?> cells) {
    return cells.stream()
        .map(Object::toString)
        .collect(Collectors.joining(" | ", "| " + event + " | ", " |\n"));
  }
}
