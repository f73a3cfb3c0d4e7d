package org.contentmover.agent.segment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;

/**
 * The keys this server joined its segment with last: others may rely on these (EL-7).
 *
 * @param ring revision of what the CCM handed out, 0 for nothing
 * @param digest which ring of that revision, "" for none
 * @param takes ids, 0 meaning datagrams without a seal
 * @param sending what is sealed with, 0 for no seal
 */
record KeysInUse(long ring, String digest, List<Integer> takes, int sending) {
  /** Before the first join. */
  static final KeysInUse NONE = new KeysInUse(0, "", List.of(), SegmentKeys.PLAIN);

  static KeysInUse of(Optional<HandedOutRing> ring, SegmentKeys keys) {
    return new KeysInUse(
        ring.map(HandedOutRing::ring).orElse(0L),
        ring.map(HandedOutRing::digest).orElse(""),
        idsTaken(keys),
        keys.sendingId());
  }

  static List<Integer> idsTaken(SegmentKeys keys) {
    return Stream.concat(
            keys.acceptsPlain() ? Stream.of(SegmentKeys.PLAIN) : Stream.of(),
            keys.keys().stream().map(SegmentKey::id))
        .toList();
  }
}
