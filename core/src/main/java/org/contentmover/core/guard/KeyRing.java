package org.contentmover.core.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys a member knows, and which of them it seals with (EL-7). A rotation gives every member a
 * ring with both keys before any member seals with the new one, and takes the old one away after
 * all do: so nobody ever gets a datagram whose key it does not have.
 *
 * @param keys accepted when receiving; ids are unique
 * @param sendingId the one to seal with; {@link #PLAIN} seals nothing
 * @param acceptsPlain whether datagrams without a seal are accepted although there are keys: only
 *     while a segment goes from open to keyed
 * @param encrypts whether what is sealed is encrypted too (LD-12)
 */
public record KeyRing(
    List<SegmentKey> keys, int sendingId, boolean acceptsPlain, boolean encrypts) {
  /** What {@link #sendingId} is when nothing is sealed. */
  public static final int PLAIN = 0;

  /** Keys of one ring at most. */
  public static final int MAX_KEYS = 8;

  /** No key: the segment is open. */
  public static final KeyRing OPEN = new KeyRing(List.of(), PLAIN, true, false);

  /** Rejects two keys of one id, a sending key that is not there, and a ring that is half open. */
  public KeyRing {
    keys = List.copyOf(keys);
    if (keys.size() > MAX_KEYS) {
      throw new IllegalArgumentException(
          "a ring of " + keys.size() + " keys; allowed are " + MAX_KEYS);
    }
    Set<Integer> ids = new HashSet<>();
    for (SegmentKey key : keys) {
      if (!ids.add(key.id())) {
        throw new IllegalArgumentException("two keys have the id " + key.id());
      }
    }
    if (sendingId != PLAIN && !ids.contains(sendingId)) {
      throw new IllegalArgumentException("the ring lacks key " + sendingId + ", the one to send");
    }
    if (sendingId == PLAIN && !acceptsPlain) {
      throw new IllegalArgumentException(
          "a member that seals nothing would refuse its own kind: it must accept plain datagrams");
    }
  }

  /** A ring with which everything is sealed, by the named key, and nothing plain is accepted. */
  public static KeyRing sealing(int sendingId, SegmentKey... keys) {
    return new KeyRing(List.of(keys), sendingId, false, false);
  }

  /** The key of what is sealed in any case: the sending one, or the newest while none is sent. */
  int sealingId() {
    int newest = PLAIN;
    for (SegmentKey key : keys) {
      newest = Math.max(newest, key.id());
    }
    return sendingId == PLAIN ? newest : sendingId;
  }

  /** Whether this ring is without keys. */
  public boolean isOpen() {
    return keys.isEmpty();
  }
}
