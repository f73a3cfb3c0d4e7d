package org.contentmover.gl.api;

import java.util.List;

/**
 * The keys of a segment as this server knows them (EL-7, LD-9, LD-12).
 *
 * @param keys accepted when receiving; at most 8, ids are unique
 * @param sendingId the one to seal with; {@link #PLAIN} seals nothing
 * @param acceptsPlain whether datagrams without a seal are accepted although there are keys: only
 *     while a segment goes from open to keyed
 * @param encrypts whether what is sealed is encrypted too
 */
public record SegmentKeys(
    List<SegmentKey> keys, int sendingId, boolean acceptsPlain, boolean encrypts) {
  /** What {@link #sendingId} is when nothing is sealed. */
  public static final int PLAIN = 0;

  /** Keys at most. */
  public static final int MAX_KEYS = 8;

  /** No key: the segment is open to everybody in its network. */
  public static final SegmentKeys OPEN = new SegmentKeys(List.of(), PLAIN, true, false);

  /** Rejects two keys of one id, a sending key that is not there, and a ring that is half open. */
  public SegmentKeys {
    keys = List.copyOf(keys);
    Checks.inRange("number of keys", keys.size(), 0, MAX_KEYS);
    if (keys.stream().map(SegmentKey::id).distinct().count() != keys.size()) {
      throw new IllegalArgumentException("two keys have one id: " + keys);
    }
    if (sendingId == PLAIN) {
      if (!acceptsPlain) {
        throw new IllegalArgumentException(
            "a server that seals nothing would refuse its own kind: it must accept plain datagrams");
      }
    } else if (keys.stream().noneMatch(key -> key.id() == sendingId)) {
      throw new IllegalArgumentException("the key to send with, " + sendingId + ", is not there");
    }
  }

  /** Everything is sealed with one key, and nothing plain is accepted. */
  public static SegmentKeys sealing(int sendingId, SegmentKey... keys) {
    return new SegmentKeys(List.of(keys), sendingId, false, false);
  }

  /** Whether this server sends without a seal: anybody in its network can speak in its name. */
  public boolean sendsPlain() {
    return sendingId == PLAIN;
  }
}
