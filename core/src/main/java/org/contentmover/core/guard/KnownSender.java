package org.contentmover.core.guard;

import java.util.ArrayList;
import java.util.List;
import org.contentmover.core.ids.ServerName;

/** What a member knows of one server that sends: which of its lives is proven, and what it took. */
final class KnownSender {
  /** Lives of one server that may be questioned at the same time; recordings may crowd in. */
  private static final int MAX_CANDIDATES = 4;

  final ServerName name;

  /** Lives that are being questioned. */
  final List<Candidate> candidates = new ArrayList<>(1);

  /** What a proof must contain; drawn anew whenever one was accepted. */
  long nonceHigh;

  long nonceLow;
  long heardNs;
  long answerAllowedNs = Long.MIN_VALUE;

  private boolean proven;
  private long incarnation;
  private int keyId;
  private StreamKey key;
  private int otherKeyId;
  private StreamKey otherKey;
  private ReplayWindow control;
  private ReplayWindow data;
  private long dataFloor;

  KnownSender(ServerName name) {
    this.name = name;
  }

  boolean isProven(long itsIncarnation) {
    return proven && incarnation == itsIncarnation;
  }

  boolean isProven() {
    return proven;
  }

  long incarnation() {
    return incarnation;
  }

  /** This life is the one: nothing it sent up to these counters is taken any more. */
  void prove(long itsIncarnation, long controlFloor, long itsDataFloor) {
    proven = true;
    incarnation = itsIncarnation;
    control = new ReplayWindow(controlFloor);
    data = null;
    dataFloor = itsDataFloor;
    forgetKeys();
    candidates.clear();
  }

  /** The keys of the proven life; during a rotation two are in use. */
  StreamKey key(int id, KeySchedule schedule) {
    if (key == null || keyId != id) {
      StreamKey next =
          otherKey != null && otherKeyId == id ? otherKey : schedule.derive(id, name, incarnation);
      otherKey = key;
      otherKeyId = keyId;
      key = next;
      keyId = id;
    }
    return key;
  }

  /** The ring has changed. */
  void forgetKeys() {
    key = null;
    otherKey = null;
  }

  /** Takes a counter of the proven life; null, or why not. */
  GuardRefusal take(int lane, long counter) {
    if (lane == Lane.CONTROL) {
      return control.take(counter);
    }
    if (data == null) {
      data = new ReplayWindow(dataFloor);
    }
    return data.take(counter);
  }

  Candidate candidate(long itsIncarnation) {
    for (Candidate candidate : candidates) {
      if (candidate.incarnation == itsIncarnation) {
        return candidate;
      }
    }
    return null;
  }

  /** A life that is to be questioned; the one that was silent longest makes room. */
  Candidate addCandidate(long itsIncarnation) {
    if (candidates.size() == MAX_CANDIDATES) {
      Candidate leastPromising = candidates.get(0);
      for (Candidate candidate : candidates) {
        leastPromising = candidate.tries > leastPromising.tries ? candidate : leastPromising;
      }
      candidates.remove(leastPromising);
    }
    Candidate added = new Candidate(itsIncarnation);
    candidates.add(added);
    return added;
  }
}
