package org.contentmover.core.election;

import java.util.LinkedHashMap;
import java.util.Map;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;

/**
 * Isolates whoever claims or leads without hearing the others (EL-17): its heartbeats would have
 * the segment vote without end, because no answer stops them.
 *
 * <p>A server that says what a hearing one would hardly say is asked by unicast, once in a
 * heartbeat interval. After {@value #QUESTIONS} questions in a row without an answer its claims and
 * heartbeats count no more; it is asked on meanwhile, more rarely. The first answer ends the
 * quarantine, and so do {@value #FORGOTTEN_INTERVALS} intervals in which it says nothing.
 *
 * <p>Works on what arrives, without a time limit of its own: who sends nothing disturbs nobody.
 * Owned by one thread.
 */
public final class Quarantine {
  static final int QUESTIONS = 6;
  static final int FORGOTTEN_INTERVALS = 100;

  /** A forger can invent names; only so many are remembered. */
  static final int MAX_SUSPECTS = 64;

  private static final int RARER = 10;

  /** What the quarantine wants done. */
  public interface Output {
    /** Ask that server, by unicast, to repeat the number. */
    void askWhetherItHears(PeerAddress server, long number);

    /** That server's claims and heartbeats count no more. */
    void quarantined(ServerName server);
  }

  private static final class Suspect {
    private long lastAskedNs;
    private long lastDoubtNs;
    private int unanswered;
    private boolean isolated;
  }

  private final long intervalNs;
  private final Output output;
  private final Map<ServerName, Suspect> suspects = new LinkedHashMap<>();
  private long number;

  /**
   * Isolates nobody yet.
   *
   * @param leaderAliveIntervalNs heartbeat interval
   * @param firstNumber random, so that nobody can answer what it was not asked
   */
  public Quarantine(long leaderAliveIntervalNs, long firstNumber, Output output) {
    this.intervalNs = leaderAliveIntervalNs;
    this.number = firstNumber;
    this.output = output;
  }

  /** Whether that server's claims and heartbeats count. */
  public boolean admits(ServerName server, long nowNs) {
    Suspect suspect = suspects.get(server);
    return suspect == null || !suspect.isolated || isForgotten(suspect, nowNs);
  }

  private boolean isForgotten(Suspect suspect, long nowNs) {
    return nowNs - suspect.lastDoubtNs > FORGOTTEN_INTERVALS * intervalNs;
  }

  /** That server said what it would hardly say if it heard this segment's leader or this server. */
  public void onDoubtful(ServerName server, PeerAddress address, long nowNs) {
    Suspect suspect = suspects.get(server);
    if (suspect == null || isForgotten(suspect, nowNs)) {
      // Not asked at once: when two leaders meet, everything is settled a moment later.
      remember(server, nowNs);
      return;
    }
    suspect.lastDoubtNs = nowNs;
    long gapNs = suspect.isolated ? RARER * intervalNs : intervalNs;
    if (nowNs - suspect.lastAskedNs < gapNs) {
      return;
    }
    if (suspect.unanswered >= QUESTIONS && !suspect.isolated) {
      suspect.isolated = true;
      output.quarantined(server);
    }
    suspect.lastAskedNs = nowNs;
    suspect.unanswered++;
    output.askWhetherItHears(address, number++);
  }

  /** That server repeated a number. */
  public void onAnswer(ServerName server, long answered) {
    if (number - answered > 0 && number - answered <= (long) MAX_SUSPECTS * QUESTIONS) {
      onProof(server);
    }
  }

  /** That server said what only one can say that hears. */
  public void onProof(ServerName server) {
    suspects.remove(server);
  }

  private void remember(ServerName server, long nowNs) {
    suspects.remove(server);
    if (suspects.size() == MAX_SUSPECTS) {
      suspects.remove(suspects.keySet().iterator().next());
    }
    Suspect suspect = new Suspect();
    suspect.lastAskedNs = nowNs;
    suspect.lastDoubtNs = nowNs;
    suspects.put(server, suspect);
  }
}
