package org.contentmover.ccm.topology;

import java.time.Duration;
import java.time.Instant;

/**
 * Which version a server shows, told by two voices: its segment's report, which may lag behind by
 * seconds, and its own confirmation of a switch. A confirmation is believed until the report tells
 * something new, at most for two minutes: so nobody synchronizes a server that switched a moment
 * ago. Immutable.
 *
 * @param confirmed null when there is no confirmation to believe
 * @param over what was reported when it was confirmed
 */
record LiveVersion(long reported, Long confirmed, Long over, Instant confirmedAt) {
  static final Duration BELIEVED = Duration.ofMinutes(2);

  LiveVersion confirmed(long version, Instant now) {
    return version == reported
        ? new LiveVersion(reported, null, null, null)
        : new LiveVersion(reported, version, reported, now);
  }

  LiveVersion reported(long version, Instant now) {
    boolean stillLagging = confirmed != null && version == over && at(now) == confirmed;
    return stillLagging
        ? new LiveVersion(version, confirmed, over, confirmedAt)
        : new LiveVersion(version, null, null, null);
  }

  long at(Instant now) {
    boolean believed = confirmed != null && now.isBefore(confirmedAt.plus(BELIEVED));
    return believed ? confirmed : reported;
  }
}
