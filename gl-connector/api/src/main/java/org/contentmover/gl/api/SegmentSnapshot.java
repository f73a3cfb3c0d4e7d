package org.contentmover.gl.api;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What this server knows of its segment at one moment.
 *
 * @param joined false before {@link GlConnection#join} and after {@link GlConnection#leave}
 * @param server this server, "" when not joined
 * @param segment its segment, "" when not joined
 * @param leadership who leads
 * @param sequence on the leader: counts its changes of the member list within the epoch (EL-10)
 * @param members on the leader: every registered server, itself included; elsewhere empty
 * @param lost on the leader: servers that were members and fell silent
 * @param multicastEnabled whether the configuration wants multicast; false also in a segment whose
 *     servers are listed and speak by unicast
 * @param multicastHeard whether this server hears its own multicast, or what stands for it in a
 *     segment without (EL-15)
 * @param controlChannel the multicast group and port the segment is on (EL-9), "" without one
 * @param problem what keeps this server from working in its segment, "" for none
 * @param counters of the adapter and the protocols, by name; units are in the names
 */
public record SegmentSnapshot(
    boolean joined,
    String server,
    String segment,
    Leadership leadership,
    long sequence,
    List<Member> members,
    List<String> lost,
    boolean multicastEnabled,
    boolean multicastHeard,
    String controlChannel,
    String problem,
    SortedMap<String, Long> counters) {
  /** Copies the collections. */
  public SegmentSnapshot {
    Checks.present("leadership", leadership);
    members = List.copyOf(members);
    lost = List.copyOf(lost);
    counters = Collections.unmodifiableSortedMap(new TreeMap<>(counters));
  }

  /** The snapshot of an adapter that idles. */
  public static SegmentSnapshot notJoined() {
    return notJoined("");
  }

  /**
   * The snapshot of an adapter that idles, though it should not.
   *
   * @param problem what made it leave its segment by itself, "" for nothing
   */
  public static SegmentSnapshot notJoined(String problem) {
    return outside(false, "", "", problem);
  }

  /** The snapshot of a server whose configuration wants no multicast (EL-15). */
  public static SegmentSnapshot withoutMulticast(String server, String segment) {
    return outside(true, server, segment, "");
  }

  private static SegmentSnapshot outside(
      boolean joined, String server, String segment, String problem) {
    return new SegmentSnapshot(
        joined,
        server,
        segment,
        Leadership.NONE,
        0,
        List.of(),
        List.of(),
        false,
        false,
        "",
        problem,
        new TreeMap<>());
  }

  /** Shorthand for {@code leadership().role()}. */
  public Role role() {
    return leadership.role();
  }
}
