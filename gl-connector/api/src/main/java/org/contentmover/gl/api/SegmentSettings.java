package org.contentmover.gl.api;

import java.nio.file.Path;

/**
 * Everything the adapter needs to take part in a segment; comes from the agent's one configuration
 * file.
 *
 * @param server name of this server, unique in the whole installation
 * @param segment name of the network segment, given by an administrator
 * @param stateDirectory absolute directory that belongs to this server instance alone; holds the
 *     epoch floor
 * @param election how it stands in elections
 * @param multicast how to speak and listen
 * @param timers time limits
 * @param faults injected into this server's network traffic, for tests
 */
public record SegmentSettings(
    String server,
    String segment,
    Path stateDirectory,
    ElectionSettings election,
    MulticastSettings multicast,
    TimerSettings timers,
    FaultSettings faults) {
  /** Preference of a server that never claims leadership. */
  public static final int NEVER_LEADS = -1;

  /** Rejects names that are not names, a relative directory, and what is missing. */
  public SegmentSettings {
    Checks.name("server", server, Checks.NAME_LENGTH);
    Checks.name("segment", segment, Checks.NAME_LENGTH);
    Checks.present("stateDirectory", stateDirectory);
    if (!stateDirectory.isAbsolute()) {
      throw new IllegalArgumentException(
          "stateDirectory is \"" + stateDirectory + "\"; needed is an absolute path");
    }
    Checks.present("election", election);
    Checks.present("multicast", multicast);
    Checks.present("timers", timers);
    Checks.present("faults", faults);
  }

  /** Settings without injected faults. */
  public SegmentSettings(
      String server,
      String segment,
      Path stateDirectory,
      ElectionSettings election,
      MulticastSettings multicast,
      TimerSettings timers) {
    this(server, segment, stateDirectory, election, multicast, timers, FaultSettings.NONE);
  }

  /** The same with these faults. */
  public SegmentSettings withFaults(FaultSettings injected) {
    return new SegmentSettings(
        server, segment, stateDirectory, election, multicast, timers, injected);
  }
}
