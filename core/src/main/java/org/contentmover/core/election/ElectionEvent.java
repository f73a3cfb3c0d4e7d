package org.contentmover.core.election;

/** What the election counts, beside what it ignores; docs/protocol/election.md explains each. */
public enum ElectionEvent {
  /** This server became leader. */
  LEADERSHIPS_WON,
  /** This leader took a higher epoch because its own was taken or outdated. */
  EPOCHS_COUNTED_ON,
  /** The leader fell silent. */
  LEADERS_SUSPECTED,
  /** This leader met another one. */
  LEADERS_MET,
  /** This leader gave way to a better claim. */
  LEADERSHIPS_CONCEDED,
  /** This server claimed. */
  CLAIMS_SENT,
  /** The own process had stood still; this server doubted itself. */
  STANDSTILLS,
  /** This server stopped hearing its own multicast. */
  WENT_DEAF,
  /** Another server claims or leads and hears nobody; it counts no more (EL-17). */
  QUARANTINES,
  /** This leader moved its segment to another control channel (EL-9). */
  CHANNELS_MOVED,
  /** This leader gave such a move up, because not all members listen there. */
  CHANNEL_MOVES_GIVEN_UP
}
