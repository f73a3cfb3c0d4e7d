package org.contentmover.core.mctp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.FrameRange;
import org.junit.jupiter.api.Test;

/** When parity frames are sent before anybody asks, and how many (LD-6). */
class ParityAheadTest {
  private static final int FRAMES = 10 * 128;
  private static final int PAYLOAD_BYTES = 1_376;
  private static final int HEARD_OF = 10_000;

  /** Half of the session in the two intervals of 50 ms. */
  private static final long BYTES_PER_SECOND = FRAMES / 2 * 1_400L * 10;

  private static final List<ServerName> RECEIVERS =
      List.of(new ServerName("boston-2"), new ServerName("boston-3"));

  private final RateControl control = new RateControl(MctpConfig.lan().rate());
  private final PassPlan plan = new PassPlan(FRAMES);
  private long nowNs;

  @Test
  void shouldSendWhatGetsLostUsuallyForTheBlocksThatNobodyCanTellOfInTime() {
    lossIsUsually(0.05);
    int each = control.usualLossOf(128);
    assertTrue(each > 128 * 0.05, () -> "parity for a block: " + each);
    assertEquals(FRAMES + 5 * each, framesOfThePass());
  }

  @Test
  void shouldSendNothingAheadWhereNothingIsLost() {
    lossIsUsually(0);
    assertEquals(FRAMES, framesOfThePass());
  }

  @Test
  void shouldTakeNoFramesThatOvertookMarksForLost() {
    lossIsUsually(0.001);
    assertEquals(FRAMES, framesOfThePass());
  }

  @Test
  void shouldSendNothingAheadWhileItTestsForCongestion() {
    lossIsUsually(0.05);
    heard(0.5);
    assertEquals(RateControl.Phase.TESTING, control.phase());
    assertEquals(FRAMES, framesOfThePass());
  }

  private int framesOfThePass() {
    AssignmentId id = new AssignmentId(new UUID(1, 1));
    byte[] content = new byte[FRAMES * PAYLOAD_BYTES];
    TransferSession session =
        TransferSession.of(
            LossyTransferTest.order(id, content, RECEIVERS, 2), 1, RECEIVERS.get(0), 7);
    ParticipantList participants = new ParticipantList(RECEIVERS, FRAMES);
    participants.all().forEach(participant -> participant.receiving(FRAMES));
    ParityAhead ahead = new ParityAhead(session, MctpConfig.lan(), participants, plan, control);
    plan.need(List.of(new FrameRange(0, FRAMES)));
    plan.beginPass(0);
    while (!plan.isPassOver()) {
      plan.advance();
      ahead.frameSent(BYTES_PER_SECOND);
    }
    return plan.framesInPass();
  }

  /** Nothing first, then that; it does not fall with the rate. */
  private void lossIsUsually(double loss) {
    control.bound(BYTES_PER_SECOND);
    for (int window = 0; window < 3; window++) {
      heard(0);
    }
    for (int window = 0; window < 6; window++) {
      heard(loss);
    }
    assertEquals(loss, control.usualLoss(), 0.001);
    assertEquals(RateControl.Phase.OPEN, control.phase());
  }

  private void heard(double loss) {
    control.marked(1);
    int heard = (int) Math.round(HEARD_OF * (1 - loss));
    RECEIVERS.forEach(server -> control.heard(server, control.window(), HEARD_OF, heard));
    nowNs += 100_000_000L;
    control.tick(nowNs);
  }
}
