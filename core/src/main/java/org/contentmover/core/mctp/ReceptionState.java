package org.contentmover.core.mctp;

import org.contentmover.core.mctp.wire.ReceiverState;

/** States of a transfer at a participant. */
enum ReceptionState {
  /** The agent has been asked. */
  OFFERED(ReceiverState.OFFERED),
  /** The spool file is being made and the data channel joined. */
  OPENING(ReceiverState.OFFERED),
  /** Takes frames of the first pass. */
  RECEIVING(ReceiverState.RECEIVING),
  /** Takes frames of later passes. */
  REPAIRING(ReceiverState.RECEIVING),
  /** The agent fetches what is missing; frames that come by are taken too. */
  FETCHING(ReceiverState.FETCHING),
  /** Every frame is there; the hash is being computed. */
  VERIFYING(ReceiverState.VERIFYING),
  /** Complete and verified, or known to be complete. */
  COMPLETE(ReceiverState.COMPLETE),
  /** This server does not take part; the reason is known. */
  REFUSED(ReceiverState.REFUSED),
  /** This server took part and cannot go on; the reason is known. */
  FAILED(ReceiverState.FAILED);

  private final ReceiverState onWire;

  ReceptionState(ReceiverState onWire) {
    this.onWire = onWire;
  }

  /** Whether the spool file is open and not complete. */
  boolean takesFrames() {
    return this == RECEIVING || this == REPAIRING || this == FETCHING;
  }

  /** Whether nothing will change any more unless a new leader announces it. */
  boolean isOver() {
    return this == COMPLETE || this == REFUSED || this == FAILED;
  }

  /** What the leader is told. */
  ReceiverState onWire() {
    return onWire;
  }
}
