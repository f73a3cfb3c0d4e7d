package org.contentmover.farm;

import java.util.List;

/**
 * Kills servers of a farm and starts them again, as when their configuration has changed. One
 * thread.
 */
public final class Restart {
  private static final long PATIENCE_MILLIS = 180_000;

  private Restart() {}

  /**
   * Waits until the CCM has missed the servers and knows them again, leaders and all: what is
   * ordered before that finds them up, and then down.
   */
  public static void of(Farm farm, List<String> names) {
    Publishing publishing = farm.publishing();
    names.forEach(farm::kill);
    Waiting.until(
        "for the CCM to miss " + names,
        PATIENCE_MILLIS,
        () -> names.stream().noneMatch(publishing::isUp));
    names.forEach(farm::startAgain);
    Waiting.until(
        "for the CCM to know " + names + " again",
        PATIENCE_MILLIS,
        () -> names.stream().allMatch(publishing::isUp));
    publishing.awaitLeaders(farm.servers().stream().map(ServerStatus::segment).distinct().toList());
  }
}
