package org.contentmover.ccm.topology.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The keys of a segment without their secrets.
 *
 * @param policy what the segment is, or is on its way to
 * @param ring revision of what is handed out
 * @param step RESTING, DISTRIBUTING or SWITCHING
 * @param explanation for an administrator: what is the case and what is waited for
 */
public record SegmentKeysView(
    String segment,
    long revision,
    KeyPolicy policy,
    boolean encrypts,
    int rotateEveryDays,
    Duration patience,
    KeyedView state,
    long ring,
    String step,
    Instant stepSince,
    String explanation,
    List<KeyView> keys,
    List<HolderView> servers) {
  public SegmentKeysView {
    keys = List.copyOf(keys);
    servers = List.copyOf(servers);
  }

  /**
   * One key.
   *
   * @param state NEXT, CURRENT or PREVIOUS
   * @param sendingSince null while nothing was sealed with it
   */
  public record KeyView(int id, String state, Instant madeAt, Instant sendingSince) {}

  /**
   * What one server told.
   *
   * @param source null when it never told anything
   * @param current whether it has the ring that is handed out
   * @param awaited whether a rotation waits for it
   * @param explanation why it is not current, "" when it is
   */
  public record HolderView(
      String server,
      KeySourceKind source,
      long ring,
      int sending,
      List<Integer> holds,
      Instant askedAt,
      boolean current,
      boolean awaited,
      String explanation) {
    public HolderView {
      holds = List.copyOf(holds);
    }
  }
}
