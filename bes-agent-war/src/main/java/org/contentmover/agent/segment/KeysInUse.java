package org.contentmover.agent.segment;

import java.util.List;
import java.util.stream.Stream;
import org.contentmover.gl.api.SegmentKey;
import org.contentmover.gl.api.SegmentKeys;

/**
 * The keys this server joined its segment with last: others may rely on these (EL-7).
 *
 * @param ring revision of what the CCM handed out, 0 for nothing
 * @param takes ids, 0 meaning datagrams without a seal
 * @param sending what is sealed with, 0 for no seal
 */
record KeysInUse(long ring, List<Integer> takes, int sending) {
  /** Before the first join. */
  static final KeysInUse NONE = new KeysInUse(0, List.of(), SegmentKeys.PLAIN);

  static KeysInUse of(long ring, SegmentKeys keys) {
    return new KeysInUse(ring, idsTaken(keys), keys.sendingId());
  }

  static List<Integer> idsTaken(SegmentKeys keys) {
    return Stream.concat(
            keys.acceptsPlain() ? Stream.of(SegmentKeys.PLAIN) : Stream.of(),
            keys.keys().stream().map(SegmentKey::id))
        .toList();
  }
}
