package org.contentmover.core.election;

import static org.contentmover.core.election.RecordedElection.LEADER;
import static org.contentmover.core.election.RecordedElection.MS;
import static org.contentmover.core.election.RecordedElection.STRONGER;
import static org.contentmover.core.election.RecordedElection.WEAKER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.junit.jupiter.api.Test;

/** How far an epoch may be ahead, and how a server catches up (EL-6). */
class EpochHorizonTest {
  private static final LeadershipFloor FLOOR = LeadershipFloor.of(5, LEADER);
  private static final ElectionConfig LAN = ElectionConfig.lan(50);

  @Test
  void shouldNotCountAboveAnEpochFarAhead() {
    LeadershipFloor far = LeadershipFloor.of(LeadershipFloor.MAX_EPOCH, STRONGER);
    RecordedElection machine = leading().takeAll();
    machine.alive(STRONGER, far.epoch()).claim(STRONGER, far, far).claim(STRONGER, false, far);
    machine.resign(STRONGER, far.epoch()).floorNotice(far);
    assertEquals(Collections.nCopies(5, "ignored: EPOCH_TOO_FAR"), machine.takeEffects());
    machine.floorNotice(LeadershipFloor.of(6, STRONGER));
    assertEquals(7, machine.election.floor().epoch());
  }

  @Test
  void shouldFollowAnEpochFarAheadAfterOneHeartbeatForEachStep() {
    long far = FLOOR.epoch() + 10 * EpochHorizon.STEP;
    RecordedElection machine =
        new RecordedElection(ElectionConfig.lan(ElectionConfig.NEVER_LEADS), FLOOR, () -> 0L)
            .start();
    int heartbeats = 0;
    while (!machine.election.floor().is(far, LEADER)) {
      machine.after(100).alive(LEADER, far);
      heartbeats++;
    }
    assertEquals(10, heartbeats);
    assertEquals(ElectionState.LEADER_KNOWN, machine.election.state());
  }

  @Test
  void shouldBeDrivenUpByOneStepInAHeartbeatIntervalHoweverManyName() {
    RecordedElection machine = leading();
    for (int i = 0; i < 1_000; i++) {
      machine.nowNs += MS / 20;
      machine.floorNotice(
          LeadershipFloor.of(machine.election.floor().epoch() + EpochHorizon.STEP, STRONGER));
    }
    long epoch = machine.election.floor().epoch();
    assertTrue(epoch > EpochHorizon.STEP && epoch < 3 * EpochHorizon.STEP, "epoch " + epoch);
  }

  @Test
  void shouldLeadNoMoreWhenAllNumbersAreUsedUp() {
    LeadershipFloor last = LeadershipFloor.of(LeadershipFloor.MAX_EPOCH - 1, LEADER);
    RecordedElection machine =
        new RecordedElection(LAN, last, () -> 0L).start().untilStateChanges().untilStateChanges();
    assertEquals(LeadershipFloor.MAX_EPOCH, machine.election.floor().epoch());
    machine.priority(ElectionConfig.NEVER_LEADS).priority(50).takeEffects();
    machine.claim(WEAKER, false, FLOOR);
    for (int i = 0; i < 100; i++) {
      machine.nowNs = machine.election.nextDeadlineNs();
      machine.election.onTimer(machine.nowNs);
      machine.election.onOwnEcho();
    }
    assertEquals(ElectionState.LEADER_UNKNOWN, machine.election.state());
    assertFalse(machine.effects.contains("LC"));
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
