package org.contentmover.core.mctp;

import java.util.List;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.mctp.wire.MissingPart;
import org.contentmover.core.mctp.wire.ReceiverState;
import org.contentmover.core.mctp.wire.Status;

/**
 * When and how one reception tells its leader where it stands: at a random moment, because many
 * servers have reason to speak at the same one (LD-4).
 */
final class StatusTeller {
  private final Outbox outbox;
  private final MctpCounters counters;
  private final RandomGenerator random;

  private long windowNs;
  private long atNs = AskTimer.NEVER;
  private boolean completeTold;

  StatusTeller(Outbox outbox, MctpCounters counters, RandomGenerator random) {
    this.outbox = outbox;
    this.counters = counters;
    this.random = random;
  }

  /** There is another leader, or none: nothing is told until something happens. */
  void reset() {
    atNs = AskTimer.NEVER;
    completeTold = false;
  }

  /** The leader wants answers spread over this window from now on. */
  void window(long newWindowNs) {
    windowNs = newWindowNs;
  }

  /** Something is to be told; what has been planned already serves for it too. */
  void tellSoon(long nowNs) {
    if (atNs == AskTimer.NEVER) {
      atNs = nowNs + random.nextLong(windowNs + 1);
    }
  }

  /** When the status is due. */
  long atNs() {
    return atNs;
  }

  /** Whether this leader has been told that everything is here; it may have got lost. */
  boolean hasToldComplete() {
    return completeTold;
  }

  /**
   * Tells, in as many datagrams as the missing frames need.
   *
   * @param heardInPass how many frames of that pass have come
   * @param notNeeded frames that the leader need not send; all others are missing
   * @param reason why it takes no part any more; "" when it does
   */
  void tell(
      PeerAddress leader,
      TransferSession session,
      ReceptionState state,
      int pass,
      int heardInPass,
      FrameSet notNeeded,
      String reason) {
    atNs = AskTimer.NEVER;
    completeTold = state == ReceptionState.COMPLETE;
    boolean hasAll = completeTold || state == ReceptionState.VERIFYING;
    Status status =
        new Status(
            session.assignment(),
            session.epoch(),
            outbox.address(),
            pass,
            state.onWire(),
            hasAll ? 0 : notNeeded.frames() - notNeeded.size(),
            heardInPass,
            MissingPart.nothing(),
            reason);
    List<MissingPart> parts =
        state.onWire() == ReceiverState.RECEIVING
            ? MissingParts.of(notNeeded, Status.RANGE_BYTES)
            : List.of(status.missing());
    for (MissingPart part : parts) {
      counters.statusesSent++;
      outbox.unicast(leader, status.with(part));
    }
  }
}
