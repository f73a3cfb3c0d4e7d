package org.contentmover.core.mctp;

import org.contentmover.core.ids.PeerAddress;

/** What one reception knows of the leader that brings it: where it is, and what it said last. */
final class LeaderContact {
  private final MctpConfig config;
  private PeerAddress address;

  /** Number of the leader's order for this assignment. */
  private int order;

  private boolean sessionEnded;
  private long heardNs;
  private int askedInVain;

  LeaderContact(MctpConfig config, PeerAddress address, int order) {
    this.config = config;
    found(address, order);
  }

  /** Where it receives; null while nobody leads that announced the assignment. */
  PeerAddress address() {
    return address;
  }

  /** It leads no more. */
  void lost() {
    address = null;
  }

  /** A leadership announces the assignment for the first time. */
  void found(PeerAddress newAddress, int newOrder) {
    address = newAddress;
    order = newOrder;
    sessionEnded = false;
  }

  /**
   * Whether it announces under an order that is newer than the one known here; it is known then.
   */
  boolean isNewOrder(int announced) {
    boolean isNew = announced > order;
    if (isNew) {
      order = announced;
      sessionEnded = false;
    }
    return isNew;
  }

  /** It sent something of this session. */
  void heard(long nowNs) {
    heardNs = nowNs;
    askedInVain = 0;
  }

  /** It will send nothing more under this order. */
  void endedSession(long nowNs) {
    heard(nowNs);
    sessionEnded = true;
  }

  /** Whether it will send nothing more under this order. */
  boolean hasEndedSession() {
    return sessionEnded;
  }

  /**
   * Whether it is asked once more what became of the session. After so many questions without an
   * answer it knows nothing of the session any more.
   */
  boolean isAskedAgain() {
    if (askedInVain == config.maxTries()) {
      return false;
    }
    askedInVain++;
    return true;
  }

  /** Whether it has been silent for longer than between requests, and has not said why. */
  boolean owesNews(long nowNs) {
    return !sessionEnded && nowNs - heardNs >= config.ask().longestNs();
  }

  /** When nobody will complete the reception any more, unless somebody speaks before. */
  long giveUpAtNs() {
    return heardNs + config.abandonNs();
  }
}
