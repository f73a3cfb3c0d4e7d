package org.contentmover.core.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * Who may be listened to: every life of a server is questioned with a random number before anything
 * of it is taken, so that a recording of an earlier life is refused whatever this server has
 * forgotten (EL-7). Bounded in memory and in what it sends; nothing of a stranger is kept but its
 * address.
 */
final class Acquaintances {
  /** Servers that can be known at a time. */
  static final int MAX_SENDERS = 2_048;

  private static final long MS = 1_000_000;
  private static final long FIRST_RETRY_NS = 50 * MS;
  private static final long LAST_RETRY_NS = 5_000 * MS;
  private static final int TRIES_WITHOUT_A_SIGN = 4;
  private static final long ANSWER_INTERVAL_NS = 20 * MS;

  /**
   * A newcomer is questioned by everybody: they spread their questions, so long for each server.
   */
  private static final long SPREAD_PER_SENDER_NS = MS / 2;

  private static final long BUDGET_INTERVAL_NS = 100 * MS;
  private static final int CHALLENGES_PER_INTERVAL = 200;

  /** What the handshake sends. */
  interface Output {
    void challenge(PeerAddress to, Handshake.Challenge challenge);

    void proof(PeerAddress to, Handshake.Proof proof);
  }

  private final long ownIncarnation;
  private final RandomGenerator random;
  private final GuardCounters counters;
  private final Output output;
  private final Map<ServerName, KnownSender> byName = new HashMap<>();
  private final Map<Long, KnownSender> byIncarnation = new HashMap<>();
  private KnownSender latest;
  private long earliestDueNs = Candidate.NOT_DUE;
  private long budgetEndsNs = Long.MIN_VALUE;
  private int budgetLeft;

  Acquaintances(
      long ownIncarnation, RandomGenerator random, GuardCounters counters, Output output) {
    this.ownIncarnation = ownIncarnation;
    this.random = random;
    this.counters = counters;
    this.output = output;
  }

  /** Whom this name belongs to, as far as is known; null for nobody. */
  KnownSender find(ServerName name) {
    return byName.get(name);
  }

  /** The sender whose proven life this is; null for none. */
  KnownSender proven(long incarnation) {
    if (latest == null || !latest.isProven(incarnation)) {
      KnownSender found = byIncarnation.get(incarnation);
      if (found == null) {
        return null;
      }
      latest = found;
    }
    return latest;
  }

  int provenCount() {
    return byIncarnation.size();
  }

  /** The ring has changed: keys derived from the old one are of no use. */
  void forgetKeys() {
    for (KnownSender sender : byName.values()) {
      sender.forgetKeys();
      sender.candidates.clear();
    }
    earliestDueNs = Candidate.NOT_DUE;
  }

  /** Something authentic came of a life that is not proven: it is questioned. */
  void onStranger(Stranger stranger, boolean urgent, long nowNs) {
    Candidate candidate = candidate(stranger, nowNs);
    if (candidate.dueNs != Candidate.NOT_DUE && !urgent) {
      return;
    }
    long spreadNs = urgent ? 0 : random.nextLong(SPREAD_PER_SENDER_NS * (byName.size() + 1));
    long dueNs = Math.max(candidate.allowedNs, nowNs + spreadNs);
    due(candidate, Math.min(candidate.dueNs, dueNs));
    if (urgent) {
      onTimer(nowNs);
    }
  }

  /**
   * An authentic datagram of a life that is not proven, or not needed to be.
   *
   * @param name of its sender
   * @param incarnation the life
   * @param address where it receives
   * @param keyId of the key it is sealed with
   * @param key its keys
   */
  record Stranger(
      ServerName name, long incarnation, PeerAddress address, int keyId, StreamKey key) {}

  /** A question to this server. */
  void onChallenge(Stranger asker, Handshake.Challenge challenge, long framesSent, long nowNs) {
    if (challenge.askedIncarnation() != ownIncarnation) {
      counters.refused(GuardRefusal.STALE_HANDSHAKE);
      return;
    }
    KnownSender sender = learn(asker.name(), nowNs);
    if (nowNs < sender.answerAllowedNs) {
      counters.challengesHeldBack++;
      return;
    }
    sender.answerAllowedNs = nowNs + ANSWER_INTERVAL_NS;
    Handshake.Challenge back = null;
    if (!sender.isProven(asker.incarnation())) {
      Candidate candidate = candidate(asker, nowNs);
      asked(candidate, nowNs);
      back = question(sender, candidate);
    }
    output.proof(
        asker.address(),
        new Handshake.Proof(
            new Handshake.Challenge(
                asker.incarnation(), challenge.nonceHigh(), challenge.nonceLow()),
            framesSent,
            back));
    counters.proofsSent++;
  }

  /** An answer; its sender is proven when it answers the question put last. */
  void onProof(Stranger from, Handshake.Proof proof, long counter, long framesSent, long nowNs) {
    KnownSender sender = byName.get(from.name());
    Handshake.Challenge answer = proof.answer();
    if (sender == null
        || answer.askedIncarnation() != ownIncarnation
        || answer.nonceHigh() != sender.nonceHigh
        || answer.nonceLow() != sender.nonceLow) {
      counters.refused(GuardRefusal.STALE_HANDSHAKE);
      return;
    }
    if (sender.isProven()) {
      byIncarnation.remove(sender.incarnation());
    }
    sender.prove(from.incarnation(), counter, proof.framesSent());
    byIncarnation.put(from.incarnation(), sender);
    draw(sender);
    sender.heardNs = nowNs;
    counters.sendersProven++;
    if (proof.counterChallenge() != null) {
      onChallenge(from, proof.counterChallenge(), framesSent, nowNs);
    }
  }

  /** Puts the questions that are due. */
  void onTimer(long nowNs) {
    if (nowNs < earliestDueNs) {
      return;
    }
    long earliestNs = Candidate.NOT_DUE;
    for (KnownSender sender : byName.values()) {
      for (Candidate candidate : sender.candidates) {
        if (candidate.dueNs <= nowNs) {
          ask(sender, candidate, nowNs);
        }
        earliestNs = Math.min(earliestNs, candidate.dueNs);
      }
    }
    earliestDueNs = earliestNs;
  }

  long nextDeadlineNs() {
    return earliestDueNs;
  }

  private void ask(KnownSender sender, Candidate candidate, long nowNs) {
    if (!spend(nowNs)) {
      counters.challengesHeldBack++;
      candidate.dueNs = budgetEndsNs;
      return;
    }
    asked(candidate, nowNs);
    output.challenge(candidate.address, question(sender, candidate));
    counters.challengesSent++;
  }

  private static Handshake.Challenge question(KnownSender sender, Candidate candidate) {
    return new Handshake.Challenge(candidate.incarnation, sender.nonceHigh, sender.nonceLow);
  }

  /** Asks again by itself a few times; after that only when something is heard of it again. */
  private void asked(Candidate candidate, long nowNs) {
    candidate.allowedNs =
        nowNs + Math.min(FIRST_RETRY_NS << Math.min(candidate.tries, 10), LAST_RETRY_NS);
    candidate.tries++;
    candidate.dueNs =
        candidate.tries < TRIES_WITHOUT_A_SIGN ? candidate.allowedNs : Candidate.NOT_DUE;
    earliestDueNs = Math.min(earliestDueNs, candidate.dueNs);
  }

  private void due(Candidate candidate, long dueNs) {
    candidate.dueNs = dueNs;
    earliestDueNs = Math.min(earliestDueNs, dueNs);
  }

  private boolean spend(long nowNs) {
    if (nowNs >= budgetEndsNs) {
      budgetEndsNs = nowNs + BUDGET_INTERVAL_NS;
      budgetLeft = CHALLENGES_PER_INTERVAL;
    }
    return budgetLeft-- > 0;
  }

  private Candidate candidate(Stranger stranger, long nowNs) {
    KnownSender sender = learn(stranger.name(), nowNs);
    Candidate candidate = sender.candidate(stranger.incarnation());
    if (candidate == null) {
      candidate = sender.addCandidate(stranger.incarnation());
    }
    candidate.address = stranger.address();
    candidate.keyId = stranger.keyId();
    candidate.key = stranger.key();
    return candidate;
  }

  private KnownSender learn(ServerName name, long nowNs) {
    KnownSender sender = byName.get(name);
    if (sender == null) {
      if (byName.size() >= MAX_SENDERS) {
        makeRoom();
      }
      sender = new KnownSender(name);
      draw(sender);
      byName.put(name, sender);
    }
    sender.heardNs = nowNs;
    return sender;
  }

  /** Forgets a stranger, or else whoever was silent longest: it will be questioned again. */
  private void makeRoom() {
    KnownSender least = null;
    for (KnownSender sender : byName.values()) {
      if (least == null
          || (least.isProven() && !sender.isProven())
          || (least.isProven() == sender.isProven() && sender.heardNs < least.heardNs)) {
        least = sender;
      }
    }
    byName.remove(least.name);
    if (least.isProven()) {
      byIncarnation.remove(least.incarnation());
    }
    latest = null;
  }

  private void draw(KnownSender sender) {
    sender.nonceHigh = random.nextLong();
    sender.nonceLow = random.nextLong();
  }
}
