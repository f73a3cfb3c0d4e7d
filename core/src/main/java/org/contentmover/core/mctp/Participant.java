package org.contentmover.core.mctp;

import java.util.Optional;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.mctp.wire.MissingPart;

/** What the leader knows of one participant: a state, a few counts, no set of frames. */
final class Participant {
  private static final long NO_PARTS = 0;

  private final ServerName name;
  private final int frames;

  private ServerState state = ServerState.PENDING;
  private String reason = "";
  private PeerAddress address;
  private long incarnation;
  private int missingFrames;
  private MemberReport report;

  private boolean asked;
  private boolean heardSinceAsked;
  private int unansweredAsks;
  private long silentSinceNs;

  private long partsHeard;
  private boolean answered;
  private int missingAtLastPass;
  private boolean inPass;
  private int passes;
  private int fruitlessPasses;
  private long fruitlessSinceNs;
  private boolean fetchConfirmed;
  private boolean unreachable;

  Participant(ServerName name, int frames) {
    this.name = name;
    this.frames = frames;
    this.missingFrames = frames;
    this.missingAtLastPass = frames;
  }

  ServerName name() {
    return name;
  }

  ServerState state() {
    return state;
  }

  /** Where it receives unicast datagrams; null before it said so. */
  PeerAddress address() {
    return address;
  }

  int missingFrames() {
    return missingFrames;
  }

  /** Whether a next pass has something for it. */
  boolean lacksFrames() {
    return state == ServerState.RECEIVING && missingFrames > 0;
  }

  /** Whether it lacks frames and has not said which. */
  boolean owesStatus() {
    return lacksFrames() && !answered;
  }

  /** Whether it has every byte, verified or about to be. */
  boolean hasAll() {
    return state == ServerState.RECEIVED
        || state == ServerState.REPORTED
        || (state == ServerState.RECEIVING && missingFrames == 0);
  }

  // ---- hearing from it and asking it

  /**
   * It spoke.
   *
   * @return whether it started anew since it spoke last: what it had may be gone
   */
  boolean heard(PeerAddress from, long itsIncarnation) {
    boolean restarted = address != null && incarnation != itsIncarnation;
    address = from;
    incarnation = itsIncarnation;
    heardSinceAsked = true;
    unansweredAsks = 0;
    return restarted;
  }

  /**
   * It is asked again.
   *
   * @return how many times in a row it has been asked before without any sign of life
   */
  int ask(long nowNs) {
    if (heardSinceAsked || !asked) {
      silentSinceNs = nowNs;
    }
    if (!heardSinceAsked) {
      unansweredAsks++;
    }
    asked = true;
    heardSinceAsked = false;
    return unansweredAsks;
  }

  /** For how long it has said nothing since it was asked first without an answer. */
  long silentNs(long nowNs) {
    return nowNs - silentSinceNs;
  }

  /** Whether it spoke since it was asked last. */
  boolean hasSpokenSinceAsked() {
    return heardSinceAsked;
  }

  /** Whether so many requests in a row went by without any sign of life. */
  boolean hasMissed(int asks) {
    return unansweredAsks > asks;
  }

  // ---- the present pass

  /** A pass begins: its status is wanted afterwards. */
  void passBegins(long nowNs) {
    inPass = lacksFrames();
    if (fruitlessPasses == 0) {
      fruitlessSinceNs = nowNs;
    }
    partsHeard = NO_PARTS;
    answered = false;
    missingAtLastPass = missingFrames;
  }

  /** Notes one part of its status; {@link #hasAnswered} once all are there. */
  void heardPart(MissingPart part) {
    partsHeard |= 1L << part.part();
    long all = -1L >>> (MissingPart.MAX_PARTS - part.parts());
    answered |= (partsHeard & all) == all;
  }

  boolean hasAnswered() {
    return answered;
  }

  /** A pass is over and it still lacks something; counts only if the pass was for it too. */
  void passEnded() {
    if (!inPass) {
      return;
    }
    inPass = false;
    passes++;
    fruitlessPasses = missingFrames < missingAtLastPass ? 0 : fruitlessPasses + 1;
  }

  /** After how many passes it still lacked something. */
  int passes() {
    return passes;
  }

  /** Whether it has gained nothing in so many passes in a row, and for so long. */
  boolean isStuck(int forPasses, long forNs, long nowNs) {
    return fruitlessPasses >= forPasses && nowNs - fruitlessSinceNs >= forNs;
  }

  // ---- states

  void receiving(int missing) {
    state = ServerState.RECEIVING;
    unreachable = false;
    missingFrames = missing;
    reason = "";
  }

  void pending() {
    state = ServerState.PENDING;
    reason = "";
  }

  void received() {
    state = ServerState.RECEIVED;
    missingFrames = 0;
    reason = "";
  }

  /** It shall fetch by unicast what it lacks. */
  void fetching(String why) {
    state = ServerState.FETCHING;
    fetchConfirmed = false;
    reason = why;
  }

  /** Multicast brings it nothing. */
  void unreachable() {
    unreachable = true;
  }

  /** Whether it fetches because multicast brought it nothing. */
  boolean isUnreachable() {
    return unreachable;
  }

  /** It says itself that it fetches. */
  void fetchConfirmed(int missing) {
    state = ServerState.FETCHING;
    missingFrames = missing;
    fetchConfirmed = true;
  }

  boolean isFetchConfirmed() {
    return fetchConfirmed;
  }

  void refused(String why) {
    state = ServerState.REFUSED;
    reason = why;
  }

  void missing(String why) {
    state = ServerState.MISSING;
    reason = why;
  }

  void reported(MemberReport result) {
    state = ServerState.REPORTED;
    report = result;
    missingFrames = 0;
    reason = result.reason();
  }

  Optional<MemberReport> report() {
    return Optional.ofNullable(report);
  }

  /**
   * What the console shows.
   *
   * @param sentShare how much of the present pass has been sent, 0 to 1: what it lacked at the last
   *     count it is believed to get at that pace
   */
  ServerProgress progress(double sentShare) {
    return new ServerProgress(
        name,
        state,
        percent(sentShare),
        state == ServerState.REPORTED ? report() : Optional.empty(),
        reason);
  }

  private int percent(double sentShare) {
    if (state == ServerState.RECEIVED || state == ServerState.REPORTED) {
      return 100;
    }
    double share = state == ServerState.RECEIVING ? sentShare : 0;
    double missing = missingFrames * (1 - share) / frames;
    return Math.min(99, (int) (100 * (1 - missing)));
  }
}
