package org.contentmover.core.registration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.testing.DocumentedTable;
import org.contentmover.core.testing.StateTable;
import org.junit.jupiter.api.Test;

/**
 * Walks through every state of a member's registration and every event, and holds the table in
 * docs/protocol/registration.md to what the machine does.
 */
class RegistrationStateTableTest {
  private static final RegistrationConfig LAN = RegistrationConfig.lan();
  private static final long MS = 1_000_000;
  private static final ServerName SELF = new ServerName("m");
  private static final ServerName OTHER = new ServerName("a");
  private static final ServerName NEW = new ServerName("b");

  /** Random waits are the longest ones: so each is told from the others. */
  private static final RandomGenerator LATEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException("every wait has a bound");
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private static final Map<Long, String> WAITS =
      Map.of(
          LAN.registerSpreadNs() - 1,
          "registers within `registerSpread`",
          LAN.retrySpreadNs() - 1,
          "registers within `retrySpread`",
          LAN.confirmTimeoutNs() + LAN.retrySpreadNs() - 1,
          "waits `confirmTimeout`",
          LAN.refreshIntervalNs() - LAN.refreshIntervalNs() / 10 + 1,
          "waits `refreshInterval`",
          Long.MAX_VALUE,
          "waits for a leader");

  @Test
  void shouldDoWhatTheDocumentSays() throws IOException {
    new DocumentedTable("registration.md", "member's states", RegistrationStateTableTest.class)
        .shouldBe(StateTable.of(states(), events(), (state, event) -> state.get().cell(event)));
  }

  private static Map<String, Supplier<Machine>> states() {
    Map<String, Supplier<Machine>> states = new LinkedHashMap<>();
    states.put("no leader", Machine::new);
    states.put("unconfirmed, to register", RegistrationStateTableTest::following);
    states.put("unconfirmed, registered", RegistrationStateTableTest::registered);
    states.put("confirmed", RegistrationStateTableTest::confirmed);
    states.put("unconfirmed, report 6 is due", () -> confirmed().then(m -> m.announced(6)));
    return states;
  }

  private static Machine following() {
    return new Machine().then(m -> m.registration.onLeader(m.nowNs));
  }

  private static Machine registered() {
    return following().then(Machine::reachDeadline);
  }

  private static Machine confirmed() {
    return registered().then(m -> m.report(5, SELF, OTHER)).then(m -> m.announced(5));
  }

  private static Map<String, Consumer<Machine>> events() {
    Map<String, Consumer<Machine>> events = new LinkedHashMap<>();
    events.put("another leader or epoch is followed", m -> m.registration.onLeader(m.nowNs));
    events.put("no leader is followed", m -> m.registration.onNoLeader());
    events.put("report 5 names it", m -> m.report(5, SELF, OTHER));
    events.put("report 4 does not name it", m -> m.report(4, OTHER));
    events.put("report 6 names it", m -> m.report(6, SELF, OTHER, NEW));
    events.put("report 6 does not name it", m -> m.report(6, OTHER, NEW));
    events.put("report 6, first of two parts, names it", m -> m.part(6, 0, SELF, OTHER));
    events.put("report 6, first of two parts, does not name it", m -> m.part(6, 0, OTHER));
    events.put(
        "report 6, both parts, the second names it",
        m -> {
          m.part(6, 0, OTHER);
          m.part(6, 1, SELF, NEW);
        });
    events.put("Leader Alive: 5 reports were sent", m -> m.announced(5));
    events.put("Leader Alive: 6 reports were sent", m -> m.announced(6));
    events.put(
        "Probe of its leader, or its facts change in substance",
        m -> m.registration.refreshNow(m.nowNs));
    events.put("its time limit runs out", Machine::reachDeadline);
    return events;
  }

  /** A member without a leader, and what it does. */
  private static final class Machine {
    private final List<String> sent = new ArrayList<>();
    private final MemberRegistration registration =
        new MemberRegistration(
            SELF,
            LAN,
            LATEST,
            (number, confirmed) -> sent.add(confirmed ? "REGISTER (refresh)" : "REGISTER"));
    private long nowNs = 5_000 * MS;

    Machine then(Consumer<Machine> step) {
      step.accept(this);
      nowNs += MS;
      return this;
    }

    void reachDeadline() {
      if (registration.nextDeadlineNs() != MemberRegistration.NO_DEADLINE) {
        nowNs = registration.nextDeadlineNs();
        registration.onTimer(nowNs);
      }
    }

    void report(long number, ServerName... members) {
      registration.onReport(new RegistrationReport(1, number, 0, 1, List.of(members)), nowNs);
    }

    void part(long number, int part, ServerName... members) {
      registration.onReport(new RegistrationReport(1, number, part, 2, List.of(members)), nowNs);
    }

    void announced(long reports) {
      registration.onReportAnnounced(reports, nowNs);
    }

    String cell(Consumer<Machine> event) {
      sent.clear();
      String before = state();
      long deadlineBeforeNs = registration.nextDeadlineNs();
      List<ServerName> listBefore = registration.reportedMembers();
      event.accept(this);
      List<String> done = new ArrayList<>(sent);
      if (!registration.reportedMembers().equals(listBefore)) {
        done.add("takes the list");
      }
      long deadlineNs = registration.nextDeadlineNs();
      return StateTable.cell(
          done,
          before,
          state(),
          deadlineNs == deadlineBeforeNs ? List.of() : List.of(waitUntil(deadlineNs)));
    }

    private String waitUntil(long deadlineNs) {
      boolean none = deadlineNs == MemberRegistration.NO_DEADLINE;
      String wait = WAITS.get(none ? deadlineNs : deadlineNs - nowNs);
      assertTrue(wait != null, () -> "no wait of the protocol: " + (deadlineNs - nowNs) + " ns");
      return wait;
    }

    private String state() {
      if (registration.nextDeadlineNs() == MemberRegistration.NO_DEADLINE) {
        return "no leader";
      }
      return registration.confirmed() ? "confirmed" : "unconfirmed";
    }
  }
}
