package org.contentmover.ccm.version.checkpoint.view;

import java.time.Duration;
import java.util.List;

/**
 * When checkpoints of a content group are made by themselves: {@code every} so often, or {@code at}
 * a time of day; with neither of both never.
 *
 * @param every null for none
 * @param at as 03:00, null for none
 * @param days of the week, with {@code at}; null or empty for all
 * @param timeZone of {@code at}, as Europe/London; null for UTC
 * @param kept how many of them stay; null for 10
 */
public record CheckpointTimes(
    Duration every, String at, List<String> days, String timeZone, Integer kept) {}
