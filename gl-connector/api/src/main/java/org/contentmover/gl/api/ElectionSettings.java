package org.contentmover.gl.api;

/**
 * How this server stands in elections (EL-3).
 *
 * @param preference the administrator's, 0 to 100, higher is better; 100 is assigned to lead,
 *     whatever is measured; {@link SegmentSettings#NEVER_LEADS} for a server that must not lead
 * @param weights how much the preference and what is measured count
 * @param preemption whether a clearly better server takes over from a healthy leader that has
 *     nothing to do; to be the same on all servers of a segment
 */
public record ElectionSettings(int preference, PriorityWeights weights, boolean preemption) {
  /** Rejects a preference out of range. */
  public ElectionSettings {
    Checks.inRange("preference", preference, SegmentSettings.NEVER_LEADS, 100);
    Checks.present("weights", weights);
  }

  /** A preference, and everything else by default. */
  public static ElectionSettings of(int preference) {
    return new ElectionSettings(preference, PriorityWeights.DEFAULT, false);
  }
}
