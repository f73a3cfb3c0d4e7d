package org.contentmover.core.election;

import static org.contentmover.core.election.RecordedElection.LEADER;
import static org.contentmover.core.election.RecordedElection.MS;
import static org.contentmover.core.election.RecordedElection.STRONGER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Whose contest deposes a leader (EL-5). */
class RivalTest {
  private static final ElectionConfig LAN = ElectionConfig.lan(50);

  @Test
  void shouldSettleNothingWithAServerThatHasNotLedForLong() {
    RecordedElection machine = leading().alive(STRONGER, 4);
    machine.nowNs += LAN.deposedMemoryNs() + MS;
    while (machine.election.nextDeadlineNs() <= machine.nowNs) {
      machine.election.onTimer(machine.election.nextDeadlineNs());
      machine.election.onOwnEcho();
    }
    machine.takeEffects();
    machine.claim(STRONGER, true, LeadershipFloor.NONE);
    assertEquals("ignored: NO_RIVAL", machine.takeEffects().get(0));
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
  }

  @Test
  void shouldSettleNothingWithAnotherThanTheRival() {
    RecordedElection machine = leading().alive(STRONGER, 4).takeAll();
    machine.claim(LEADER, true, LeadershipFloor.NONE);
    assertEquals("ignored: NO_RIVAL", machine.takeEffects().get(0));
    assertEquals(ElectionState.LEADER_IS_ME, machine.election.state());
  }

  /** Leads in epoch 5. */
  private static RecordedElection leading() {
    return new RecordedElection(LAN, LeadershipFloor.of(4, LEADER), () -> 0L)
        .start()
        .untilStateChanges()
        .untilStateChanges()
        .after(60);
  }
}
