package org.contentmover.ccm.version.checkpoint.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * When checkpoints of a content group are made by themselves.
 *
 * @param every null unless it is in intervals
 * @param at null unless it is at a time of day
 * @param next null when there is none
 * @param last when it was time last, null for never
 * @param lastResult what came of that, for people
 */
public record CheckpointScheduleView(
    String site,
    String group,
    Duration every,
    String at,
    List<String> days,
    String timeZone,
    int kept,
    Instant next,
    Instant last,
    String lastResult,
    long revision) {
  public CheckpointScheduleView {
    days = List.copyOf(days);
  }
}
