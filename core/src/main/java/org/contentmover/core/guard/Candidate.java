package org.contentmover.core.guard;

import org.contentmover.core.ids.PeerAddress;

/** A life of a server that sent something and has not proven yet that it lives now. */
final class Candidate {
  static final long NOT_DUE = Long.MAX_VALUE;

  final long incarnation;
  PeerAddress address;
  int keyId;
  StreamKey key;
  int tries;

  /** When it is questioned next. */
  long dueNs = NOT_DUE;

  /** Not before. */
  long allowedNs = Long.MIN_VALUE;

  Candidate(long incarnation) {
    this.incarnation = incarnation;
  }
}
