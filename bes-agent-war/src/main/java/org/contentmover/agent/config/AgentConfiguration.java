package org.contentmover.agent.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentPeer;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.TimerSettings;
import org.contentmover.gl.api.TransferSettings;

/** The valid settings of one agent instance, as its file says. Immutable. */
public record AgentConfiguration(
    ServerName server,
    SegmentName segment,
    ServerRole role,
    Path rootDirectory,
    Path stateDirectory,
    List<Path> stagingDirectories,
    URI ccmUrl,
    String enrolmentToken,
    URI agentUrl,
    String place,
    ZoneId timeZone,
    MulticastSettings multicast,
    long multicastBytesPerSecond,
    ElectionSettings election,
    TimerSettings timers,
    TransferSettings transfers,
    long relayBytesPerSecond,
    VersionPolicy versionsKept,
    ScrubSettings scrub,
    HookSettings hooks,
    Map<HostedSite, Map<String, Path>> configurationFiles,
    List<SegmentPeer> peers,
    FaultSettings faults,
    Optional<Path> segmentKeyFile,
    PublisherKeys publishers,
    SealedSites sealedSites) {

  /** Longest place, in bytes of UTF-8: it travels in every registration. */
  static final int MAX_PLACE_BYTES = 63;

  /** Whether this server is in a segment that works without multicast (EL-15). */
  public boolean segmentIsListed() {
    return !peers.isEmpty();
  }

  /** What the resource adapter needs of it but for the keys, which are read when it joins. */
  public SegmentSettings segmentSettings() {
    return new SegmentSettings(
        server.value(),
        segment.value(),
        stateDirectory.resolve("segment"),
        election,
        multicast,
        timers,
        transfers,
        peers,
        faults,
        SegmentKeys.OPEN);
  }

  /** Holds the token out of logs. */
  @Override
  public String toString() {
    return "AgentConfiguration[server="
        + server
        + ", segment="
        + segment
        + ", role="
        + role
        + ", root="
        + rootDirectory
        + ", state="
        + stateDirectory
        + ", ccm="
        + ccmUrl
        + ", agent="
        + agentUrl
        + ", multicast="
        + multicast
        + ", injected faults="
        + faults.describe()
        + "]";
  }
}
