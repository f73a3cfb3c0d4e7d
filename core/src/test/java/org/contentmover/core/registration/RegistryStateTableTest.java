package org.contentmover.core.registration;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.testing.DocumentedTable;
import org.contentmover.core.testing.StateTable;
import org.junit.jupiter.api.Test;

/**
 * Walks through every state of a server at its leader and every event, and holds the table in
 * docs/protocol/registration.md to what the machine does.
 */
class RegistryStateTableTest {
  private static final long MS = 1_000_000;

  /** In it a change is told, and nothing of the next probe. */
  private static final int MOMENT_MS = 300;

  private static final ServerName LEADER = new ServerName("m");
  private static final ServerName B = new ServerName("b");
  private static final PeerAddress ADDRESS = new PeerAddress(new byte[4], 1);

  @Test
  void shouldDoWhatTheDocumentSays() throws IOException {
    new DocumentedTable("registration.md", "leader's states", RegistryStateTableTest.class)
        .shouldBe(
            StateTable.of(
                states(),
                events(),
                (state, event) -> state.get().cell(state.get().standing(), event)));
  }

  private static Map<String, Supplier<Machine>> states() {
    Map<String, Supplier<Machine>> states = new LinkedHashMap<>();
    states.put("unknown", Machine::new);
    states.put("expected", () -> new Machine(B));
    states.put("registered", () -> registeredSince(1_000));
    states.put("probed", () -> registeredSince(4_100));
    states.put("probed twice", () -> registeredSince(4_600));
    states.put("lost", () -> registeredSince(6_600));
    return states;
  }

  /** Has not been heard since. */
  private static Machine registeredSince(long ms) {
    Machine machine = new Machine();
    machine.register(false, "");
    machine.letPass(ms);
    return machine;
  }

  private static Map<String, Consumer<Machine>> events() {
    Map<String, Consumer<Machine>> events = new LinkedHashMap<>();
    events.put("b registers, asks for a report", m -> m.register(false, ""));
    events.put("b refreshes", m -> m.register(true, ""));
    events.put("b refreshes, its place is another one", m -> m.register(true, "rack 4"));
    events.put("b, started anew, registers", Machine::registerAnew);
    events.put("b: the first of two parts of a refresh", Machine::registerInPart);
    events.put("a refresh of b that a later one has overtaken", Machine::registerLate);
    events.put("b says good-bye", m -> m.registry.onLeave(B, m.nowNs));
    events.put("b is silent: the next time limit", Machine::reachNextLimit);
    events.put("the leader's own place is another one", Machine::moveLeader);
    events.put("the leader leads in another epoch, b was in the last list", Machine::leadAgain);
    events.put("the leader leads no more", Machine::retire);
    return events;
  }

  /** A leader for a second, and what it does. */
  private static final class Machine implements MemberRegistry.Output {
    private final MemberRegistry registry = new MemberRegistry(RegistrationConfig.lan(), this);
    private final List<String> done = new ArrayList<>();
    private long nowNs;
    private long number = 10;
    private int probes;
    private boolean lost;

    Machine(ServerName... formerMembers) {
      registry.begin(7, leader(""), List.of(formerMembers), nowNs);
      letPass(1_000);
    }

    @Override
    public void sendReport(long epoch, long reportNumber, List<ServerName> members) {
      done.add(members.contains(B) ? "report names b" : "report without b");
    }

    @Override
    public void sendProbe(PeerAddress to, long epoch) {
      probes++;
      done.add("PROBE");
    }

    @Override
    public void segmentChanged(SegmentSnapshot snapshot) {
      lost = snapshot.lost().contains(B);
      done.add(
          "snapshot"
              + change(" joined", snapshot.joined())
              + change(" left", snapshot.left())
              + change(" lost", snapshot.lost()));
    }

    private static String change(String what, List<ServerName> servers) {
      return servers.isEmpty() ? "" : ": " + servers.get(0) + what;
    }

    void register(boolean confirmed, String place) {
      register(1, ++number, 1, confirmed, place);
    }

    void registerAnew() {
      register(2, 1, 1, false, "");
    }

    void registerInPart() {
      register(1, ++number, 2, true, "rack 4");
    }

    void registerLate() {
      register(1, 2, 1, true, "rack 4");
    }

    private void register(
        long incarnation, long itsNumber, int parts, boolean confirmed, String place) {
      probes = 0;
      registry.onRegister(
          new Register(
              B, incarnation, 7, itsNumber, 0, parts, confirmed, true, 50, ADDRESS, facts(place)),
          nowNs);
    }

    void moveLeader() {
      registry.onOwnFacts(leader("rack 4"), nowNs);
    }

    void leadAgain() {
      registry.begin(8, leader(""), List.of(B), nowNs);
    }

    void retire() {
      registry.end();
      lost = false;
    }

    private static Member leader(String place) {
      return new Member(LEADER, ADDRESS, 50, true, facts(place));
    }

    private static MemberFacts facts(String place) {
      return new MemberFacts("", 0, 0, MemberFacts.LOAD_UNKNOWN, 0, 0, "", place, List.of());
    }

    /** Until it does something. */
    void reachNextLimit() {
      while (done.isEmpty()) {
        nowNs = registry.nextDeadlineNs();
        registry.onTimer(nowNs);
      }
    }

    void letPass(long ms) {
      long untilNs = nowNs + ms * MS;
      while (registry.nextDeadlineNs() <= untilNs) {
        nowNs = registry.nextDeadlineNs();
        registry.onTimer(nowNs);
      }
      nowNs = untilNs;
    }

    String cell(String before, Consumer<Machine> event) {
      done.clear();
      event.accept(this);
      letPass(MOMENT_MS);
      List<String> effects = List.copyOf(done);
      return StateTable.cell(effects, before, standing());
    }

    /** Whether it is expected shows only when it does not come: nothing can be asked after this. */
    String standing() {
      if (registry.memberNames().contains(B)) {
        return probes == 0 ? "registered" : probes == 1 ? "probed" : "probed twice";
      }
      if (lost) {
        return "lost";
      }
      letPass(5_000);
      return lost ? "expected" : "unknown";
    }
  }
}
