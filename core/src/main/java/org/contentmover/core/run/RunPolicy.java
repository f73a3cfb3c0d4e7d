package org.contentmover.core.run;

/**
 * What was agreed when the run started; all durations in milliseconds.
 *
 * @param kind what the run is for
 * @param quorum how many servers are needed (CM-7)
 * @param onConflict another run holds the site on a common server (SC-3)
 * @param onMissingQuorum too few servers are able to take part (CM-7)
 * @param patienceMillis how long the run waits before it fails
 * @param stagingMillis how long servers have to stage; the rest is missing then
 * @param committingMillis how long servers have to switch
 * @param abortingMillis how long servers have to confirm an abort; nothing depends on them
 * @param missingAfterMillis how long a participant may be silent before the run no longer waits for
 *     it
 * @param commitAtMillis when what is staged goes live: {@link #AT_ONCE}, a time, {@link #ON_ORDER}
 *     (VC-8) or {@link #TOGETHER} (CM-9)
 */
public record RunPolicy(
    RunKind kind,
    Quorum quorum,
    Reaction onConflict,
    Reaction onMissingQuorum,
    long patienceMillis,
    long stagingMillis,
    long committingMillis,
    long abortingMillis,
    long missingAfterMillis,
    long commitAtMillis) {

  /** As soon as enough servers have staged it. */
  public static final long AT_ONCE = 0;

  /** When somebody says so. */
  public static final long ON_ORDER = Long.MAX_VALUE;

  /** When all runs have staged with which it is to go live. */
  public static final long TOGETHER = Long.MAX_VALUE - 1;

  /**
   * One hour of patience and one hour to stage; a switch is a rename, so 2 minutes cover a leader's
   * death (silence 15 s, election, second notification) many times over; 30 s of silence are twice
   * the time after which a segment counts as silent.
   */
  public static final RunPolicy DEFAULT =
      new RunPolicy(
          RunKind.PUBLISH,
          Quorum.DEFAULT,
          Reaction.WAIT,
          Reaction.WAIT,
          3_600_000,
          3_600_000,
          120_000,
          60_000,
          30_000,
          AT_ONCE);

  /**
   * What needs no staging does not wait: not for servers, which are brought to it when they return,
   * and whoever holds the site is to be aborted by a person first.
   */
  public static RunPolicy atOnce(RunKind kind, RunPolicy times) {
    return new RunPolicy(
        kind,
        new Quorum(1, false),
        Reaction.FAIL,
        Reaction.FAIL,
        times.patienceMillis,
        times.stagingMillis,
        times.committingMillis,
        times.abortingMillis,
        times.missingAfterMillis,
        AT_ONCE);
  }

  /** The same for a run of another kind. */
  public RunPolicy of(RunKind newKind) {
    return new RunPolicy(
        newKind,
        quorum,
        onConflict,
        onMissingQuorum,
        patienceMillis,
        stagingMillis,
        committingMillis,
        abortingMillis,
        missingAfterMillis,
        commitAtMillis);
  }

  /** Whether a time was set. */
  public boolean commitsAtATime() {
    return commitAtMillis != AT_ONCE && commitAtMillis != ON_ORDER && commitAtMillis != TOGETHER;
  }

  RunPolicy committingAt(long newCommitAtMillis) {
    return new RunPolicy(
        kind,
        quorum,
        onConflict,
        onMissingQuorum,
        patienceMillis,
        stagingMillis,
        committingMillis,
        abortingMillis,
        missingAfterMillis,
        newCommitAtMillis);
  }
}
