package org.contentmover.core.election;

import static org.contentmover.core.election.RecordedElection.LEADER;
import static org.contentmover.core.election.RecordedElection.MS;
import static org.contentmover.core.election.RecordedElection.SELF;
import static org.contentmover.core.election.RecordedElection.STRONGER;
import static org.contentmover.core.election.RecordedElection.WEAKER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.contentmover.core.testing.DocumentedTable;
import org.contentmover.core.testing.StateTable;
import org.junit.jupiter.api.Test;

/**
 * Walks through every state and every event, and holds the table in docs/protocol/election.md to
 * what the machine does.
 */
class ElectionStateTableTest {
  /** Where the accepted leadership is (5, k); k is stronger than this server, m. */
  private static final LeadershipFloor MINE = LeadershipFloor.of(5, LEADER);

  /** A moment after entering the state: no time limit has run out, every answer is permitted. */
  private static final long MOMENT_MS = 60;

  @Test
  void shouldDoWhatTheDocumentSays() throws IOException {
    new DocumentedTable("election.md", "state table", ElectionStateTableTest.class)
        .shouldBe(table());
  }

  private static String table() {
    return StateTable.of(states(), events(), (state, event) -> cell(state.get(), event).text());
  }

  /** What one event does in one state. */
  record Cell(ElectionState before, List<String> effects, ElectionState after) {
    private String text() {
      return StateTable.cell(effects, before, after);
    }
  }

  /** Visits every event in every state, row by row. */
  static void walk(BiConsumer<String, Cell> visitor) {
    events()
        .forEach(
            (event, action) ->
                states()
                    .values()
                    .forEach(state -> visitor.accept(event, cell(state.get(), action))));
  }

  private static Cell cell(RecordedElection machine, Consumer<RecordedElection> action) {
    machine.takeEffects();
    ElectionState before = machine.election.state();
    action.accept(machine);
    List<String> effects = new ArrayList<>(machine.takeEffects());
    effects.removeIf("self-check"::equals);
    return new Cell(before, effects, machine.election.state());
  }

  private static Map<String, Supplier<RecordedElection>> states() {
    Map<String, Supplier<RecordedElection>> states = new LinkedHashMap<>();
    states.put("LEADER_UNKNOWN", () -> unknown(MINE).after(MOMENT_MS));
    states.put(
        "CONCEDING",
        () -> unknown(MINE).claim(STRONGER, false, LeadershipFloor.NONE).after(MOMENT_MS));
    states.put("VOTING_OPEN", () -> unknown(MINE).untilStateChanges().after(MOMENT_MS));
    states.put("VOTING_OPEN, contest", () -> leading().alive(WEAKER, 5).after(MOMENT_MS));
    states.put("LEADER_KNOWN", () -> unknown(MINE).alive(LEADER, 5).after(MOMENT_MS));
    states.put("LEADER_IS_ME", ElectionStateTableTest::leading);
    return states;
  }

  private static RecordedElection unknown(LeadershipFloor floor) {
    return new RecordedElection(floor).start();
  }

  /** Leads in epoch 5. */
  private static RecordedElection leading() {
    return unknown(LeadershipFloor.of(4, LEADER))
        .untilStateChanges()
        .untilStateChanges()
        .after(MOMENT_MS);
  }

  private static Map<String, Consumer<RecordedElection>> events() {
    Map<String, Consumer<RecordedElection>> events = new LinkedHashMap<>();
    events.put("LA of k, epoch 5", m -> m.alive(LEADER, 5));
    events.put("LA of k, epoch 5, its number far ahead", m -> m.farAhead(LEADER, 5));
    events.put("LA, epoch 6, of a stronger server", m -> m.alive(STRONGER, 6));
    events.put("LA, epoch 6, of a weaker server", m -> m.alive(WEAKER, 6));
    events.put("LA, epoch 5, of another stronger server", m -> m.alive(STRONGER, 5));
    events.put("LA, epoch 5, of a weaker server", m -> m.alive(WEAKER, 5));
    events.put("LA, epoch 4, of a stronger server", m -> m.alive(STRONGER, 4));
    events.put("LA, epoch 4, of a weaker server", m -> m.alive(WEAKER, 4));
    events.put(
        "LA, an epoch far ahead, of a stronger server",
        m -> m.alive(STRONGER, 6 + EpochHorizon.STEP));
    events.put("LC of a stronger server", m -> m.claim(STRONGER, false, floor(4)));
    events.put("LC of a weaker server", m -> m.claim(WEAKER, false, floor(4)));
    events.put("LC(contest) of a stronger server", m -> m.claim(STRONGER, true, floor(4)));
    events.put(
        "LC(contest) of a stronger server that led a moment ago",
        m -> {
          m.alive(STRONGER, 4).takeEffects();
          m.claim(STRONGER, true, floor(4));
        });
    events.put(
        "LC(contest) of a stronger server that contests (4, m)",
        m -> m.claim(STRONGER, LeadershipFloor.of(4, SELF), floor(4)));
    events.put("LC(contest) of a weaker server", m -> m.claim(WEAKER, true, floor(4)));
    events.put(
        "LC(contest) of a weaker server with floor (5, z)",
        m -> m.claim(WEAKER, true, LeadershipFloor.of(5, WEAKER)));
    events.put("LC of a weaker server with floor (7, k)", m -> m.claim(WEAKER, false, floor(7)));
    events.put(
        "LC of a stronger server with floor (7, k)", m -> m.claim(STRONGER, false, floor(7)));
    events.put(
        "LC of a stronger server with a floor far ahead",
        m -> m.claim(STRONGER, false, floor(6 + EpochHorizon.STEP)));
    events.put("Resign of k, epoch 5", m -> m.resign(LEADER, 5));
    events.put("Resign of another, epoch 6", m -> m.resign(STRONGER, 6));
    events.put("Resign of another, epoch 4", m -> m.resign(STRONGER, 4));
    events.put("floor notice (4, k)", m -> m.floorNotice(floor(4)));
    events.put("floor notice (7, k)", m -> m.floorNotice(floor(7)));
    events.put("floor notice, far ahead", m -> m.floorNotice(floor(6 + EpochHorizon.STEP)));
    events.put("its time limit runs out", RecordedElection::untilSomethingHappens);
    events.put("the process stood still", ElectionStateTableTest::standstill);
    events.put("k turns out not to hear", m -> m.election.onQuarantined(LEADER, m.nowNs));
    events.put("it hears itself no more", ElectionStateTableTest::goDeaf);
    events.put("it must not lead any more", m -> m.priority(ElectionConfig.NEVER_LEADS));
    events.put("own shutdown", m -> m.election.leave());
    return events;
  }

  private static LeadershipFloor floor(long epoch) {
    return LeadershipFloor.of(epoch, LEADER);
  }

  private static void standstill(RecordedElection machine) {
    machine.nowNs = machine.election.nextDeadlineNs() + 300 * MS;
    machine.election.onTimer(machine.nowNs);
  }

  /** Checks are missed one after the other until three are. */
  private static void goDeaf(RecordedElection machine) {
    while (machine.election.multicastHeard()) {
      machine.effects.removeIf("self-check"::equals);
      machine.nowNs = machine.election.nextDeadlineNs();
      machine.election.onTimer(machine.nowNs);
    }
  }

  @Test
  void shouldNameEveryStateInTheTable() {
    List<ElectionState> reached =
        states().values().stream()
            .map(state -> state.get().election.state())
            .distinct()
            .collect(Collectors.toList());
    assertEquals(ElectionState.values().length, reached.size(), reached.toString());
    assertEquals(SELF, leading().election.floor().leader().orElseThrow());
  }
}
