package org.contentmover.core.rekey;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which keys the servers of one segment are to have, and how they come from one to the next without
 * an outage (EL-7): first everybody takes both, then everybody seals with the new one, then the old
 * one goes. Datagrams without a seal count as sealed with {@link #PLAIN}, so the ways from open to
 * keyed and back are the same rotation.
 *
 * <p>Immutable, and pure: the time comes in, the next state goes out.
 *
 * @param step where the rotation is
 * @param sending what is sealed with
 * @param other what comes (distributing) or goes (switching); meaningless when resting
 * @param lastId the greatest id ever given; none is used twice
 * @param revision one more with every change of the ring
 * @param sinceMillis when this step began
 * @param urgent a server was removed: absent servers are waited for {@link #URGENT_MILLIS} at most
 * @param again a server was removed that may have had the key just switched to: the next rotation
 *     follows at once
 */
public record KeyRotation(
    RotationStep step,
    int sending,
    int other,
    int lastId,
    long revision,
    long sinceMillis,
    boolean urgent,
    boolean again) {
  /** In the place of a key's id: no seal. */
  public static final int PLAIN = 0;

  /** Greatest id of a key: it travels in two bytes. */
  public static final int MAX_ID = 65_535;

  /** How long each step waits for absent servers after a server was removed. */
  public static final long URGENT_MILLIS = 60_000;

  /** So many ids are for rotations alone: what a server tells cannot use them up. */
  public static final int KEPT_IDS = 16_384;

  private static final int NONE = -1;

  /** A segment without a key. */
  public static KeyRotation open(long nowMillis) {
    return new KeyRotation(RotationStep.RESTING, PLAIN, NONE, 0, 1, nowMillis, false, false);
  }

  /** A new segment, keyed from its first server on. */
  public static KeyRotation keyed(long nowMillis) {
    return new KeyRotation(RotationStep.RESTING, 1, NONE, 1, 1, nowMillis, false, false);
  }

  /** Whether datagrams without a seal are what servers send. */
  public boolean isOpen() {
    return sending == PLAIN;
  }

  /** Whether another rotation may begin. */
  public boolean isResting() {
    return step == RotationStep.RESTING;
  }

  /** What servers take, ascending; {@link #PLAIN} among it means datagrams without a seal. */
  public SortedSet<Integer> takes() {
    SortedSet<Integer> takes = new TreeSet<>();
    takes.add(sending);
    if (!isResting()) {
      takes.add(other);
    }
    return takes;
  }

  /** What will be sealed with when this rotation is over; empty when none runs. */
  public OptionalInt coming() {
    return step == RotationStep.DISTRIBUTING ? OptionalInt.of(other) : OptionalInt.empty();
  }

  /** What a key is for now. */
  public KeyState state(int id) {
    if (id == sending) {
      return KeyState.CURRENT;
    }
    if (isResting() || id != other) {
      return KeyState.GONE;
    }
    return step == RotationStep.DISTRIBUTING ? KeyState.NEXT : KeyState.PREVIOUS;
  }

  /**
   * Begins the way to a new key, from another key or from none.
   *
   * @throws IllegalStateException while a rotation runs, or when no id is left
   */
  public KeyRotation toNewKey(long nowMillis) {
    return distribute(newId(), nowMillis, false);
  }

  /**
   * Begins the way to an open segment.
   *
   * @throws IllegalStateException while a rotation runs, or when it is open
   */
  public KeyRotation toOpen(long nowMillis) {
    if (isOpen()) {
      throw new IllegalStateException("the segment is open already");
    }
    return distribute(PLAIN, nowMillis, false);
  }

  /**
   * A server is no longer trusted that has what the others have: every key it can know is replaced.
   */
  public KeyRotation serverRemoved(long nowMillis) {
    int heading = step == RotationStep.DISTRIBUTING ? other : sending;
    if (heading == PLAIN) {
      // Nobody needs a key to speak there, or soon.
      return this;
    }
    return switch (step) {
      case RESTING -> distribute(newId(), nowMillis, true);
      // Nothing is sealed with the key that was coming: it can go without anybody's notice.
      case DISTRIBUTING ->
          new KeyRotation(step, sending, newId(), lastId + 1, revision + 1, nowMillis, true, again);
      case SWITCHING ->
          new KeyRotation(step, sending, other, lastId, revision, sinceMillis, true, true);
    };
  }

  /**
   * The next step, when it is time for it.
   *
   * @param allHold whether all servers that are present have the ring of this revision
   * @param patienceMillis how long a step waits for those that are not
   * @return empty when there is nothing to do yet
   */
  public Optional<KeyRotation> advance(long nowMillis, boolean allHold, long patienceMillis) {
    long patience = urgent ? Math.min(patienceMillis, URGENT_MILLIS) : patienceMillis;
    if (isResting() || !(allHold || nowMillis - sinceMillis >= patience)) {
      return Optional.empty();
    }
    if (step == RotationStep.DISTRIBUTING) {
      return Optional.of(
          new KeyRotation(
              RotationStep.SWITCHING,
              other,
              sending,
              lastId,
              revision + 1,
              nowMillis,
              urgent,
              again));
    }
    KeyRotation rested =
        new KeyRotation(
            RotationStep.RESTING, sending, NONE, lastId, revision + 1, nowMillis, false, false);
    return Optional.of(again ? rested.distribute(rested.newId(), nowMillis, true) : rested);
  }

  /**
   * The same in a revision above that one, for servers that have something else under this one.
   *
   * @param usedId an id servers have a key of; none up to it is given, but {@link #KEPT_IDS} stay
   */
  public KeyRotation reissued(long above, int usedId) {
    return new KeyRotation(
        step,
        sending,
        other,
        Math.max(lastId, Math.min(usedId, MAX_ID - KEPT_IDS)),
        Math.max(revision, above) + 1,
        sinceMillis,
        urgent,
        again);
  }

  private KeyRotation distribute(int coming, long nowMillis, boolean hurried) {
    if (!isResting()) {
      throw new IllegalStateException("a rotation runs");
    }
    return new KeyRotation(
        RotationStep.DISTRIBUTING,
        sending,
        coming,
        Math.max(lastId, coming),
        revision + 1,
        nowMillis,
        hurried,
        false);
  }

  private int newId() {
    if (lastId == MAX_ID) {
      throw new IllegalStateException("all " + MAX_ID + " key ids of the segment are used");
    }
    return lastId + 1;
  }
}
