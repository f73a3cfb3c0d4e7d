package org.contentmover.gl.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
 * @param transfers how it leads transfers
 * @param peers servers of a segment without multicast, this one included; empty for a segment with
 *     multicast, and for a server that takes no part in any (EL-15)
 * @param faults injected into this server's network traffic, for tests
 * @param keys of the segment (EL-7)
 */
public record SegmentSettings(
    String server,
    String segment,
    Path stateDirectory,
    ElectionSettings election,
    MulticastSettings multicast,
    TimerSettings timers,
    TransferSettings transfers,
    List<SegmentPeer> peers,
    FaultSettings faults,
    SegmentKeys keys) {
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
    Checks.present("transfers", transfers);
    peers = List.copyOf(peers);
    Checks.present("faults", faults);
    Checks.present("keys", keys);
    if (!peers.isEmpty()) {
      if (multicast.enabled()) {
        throw new IllegalArgumentException(
            "peers are listed though multicast is enabled; a segment has the one or the other");
      }
      if (peers.stream().map(SegmentPeer::server).distinct().count() < peers.size()) {
        throw new IllegalArgumentException("peers has a server twice: " + peers);
      }
      own(server, peers);
    }
  }

  /** This server among its peers; empty in a segment with multicast. */
  public Optional<SegmentPeer> ownPeer() {
    return peers.isEmpty() ? Optional.empty() : Optional.of(own(server, peers));
  }

  private static SegmentPeer own(String server, List<SegmentPeer> peers) {
    return peers.stream()
        .filter(peer -> peer.server().equals(server))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "peers does not list this server, " + server + ": " + peers));
  }

  /** Settings of a segment with multicast, without injected faults and without keys. */
  public SegmentSettings(
      String server,
      String segment,
      Path stateDirectory,
      ElectionSettings election,
      MulticastSettings multicast,
      TimerSettings timers) {
    this(
        server,
        segment,
        stateDirectory,
        election,
        multicast,
        timers,
        TransferSettings.of(timers.profile()),
        List.of(),
        FaultSettings.NONE,
        SegmentKeys.OPEN);
  }

  /** The same with these faults. */
  public SegmentSettings withFaults(FaultSettings injected) {
    return new SegmentSettings(
        server,
        segment,
        stateDirectory,
        election,
        multicast,
        timers,
        transfers,
        peers,
        injected,
        keys);
  }

  /** The same in a segment without multicast, of these servers. */
  public SegmentSettings withPeers(List<SegmentPeer> listed) {
    return new SegmentSettings(
        server,
        segment,
        stateDirectory,
        election,
        multicast,
        timers,
        transfers,
        listed,
        faults,
        keys);
  }

  /** The same with another way to lead transfers. */
  public SegmentSettings withTransfers(TransferSettings others) {
    return new SegmentSettings(
        server, segment, stateDirectory, election, multicast, timers, others, peers, faults, keys);
  }

  /** The same with another preference in elections. */
  public SegmentSettings withPreference(int preference) {
    ElectionSettings other =
        new ElectionSettings(preference, election.weights(), election.preemption());
    return new SegmentSettings(
        server, segment, stateDirectory, other, multicast, timers, transfers, peers, faults, keys);
  }

  /** The same with these keys. */
  public SegmentSettings withKeys(SegmentKeys ring) {
    return new SegmentSettings(
        server,
        segment,
        stateDirectory,
        election,
        multicast,
        timers,
        transfers,
        peers,
        faults,
        ring);
  }
}
