package org.contentmover.agent.config;

import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.interpret.VersionPolicy;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.FaultRates;
import org.contentmover.gl.api.FaultSettings;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.PriorityWeights;
import org.contentmover.gl.api.SegmentPeer;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;
import org.contentmover.gl.api.TransferSettings;

/**
 * Turns the properties of one instance into an {@link AgentConfiguration}, or names everything that
 * is wrong with them. Stateless; touches no directory it reads about.
 */
public final class ConfigurationReader {
  private static final long MAX_RATE = 10_000_000_000L;

  private final Predicate<InetAddress> ownAddress;
  private final BooleanSupplier faultsAllowed;

  public ConfigurationReader() {
    this(ConfigurationReader::isOwnAddress, FaultSettings::allowedHere);
  }

  ConfigurationReader(Predicate<InetAddress> ownAddress) {
    this(ownAddress, FaultSettings::allowedHere);
  }

  ConfigurationReader(Predicate<InetAddress> ownAddress, BooleanSupplier faultsAllowed) {
    this.ownAddress = ownAddress;
    this.faultsAllowed = faultsAllowed;
  }

  /** Reads and validates a file (UTF-8 properties). */
  public AgentConfiguration read(Path file) throws InvalidConfiguration {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidConfiguration(
          file.toString(),
          List.of(
              new ConfigurationProblem(
                  "configuration file", e.toString(), "a readable UTF-8 properties file")));
    }
    return read(properties, file.toString());
  }

  /**
   * Validates properties.
   *
   * @param source where they come from, for messages
   */
  public AgentConfiguration read(Properties properties, String source) throws InvalidConfiguration {
    SettingValues values = new SettingValues(properties);
    Path root = values.directory(SettingKey.ROOT_DIRECTORY);
    Path state = values.directory(SettingKey.STATE_DIRECTORY);
    if (root != null && state != null && overlap(root, state)) {
      values.problem(SettingKey.STATE_DIRECTORY);
    }
    List<Path> staging = stagingDirectories(values, root, state);
    ServerName server = values.parsed(SettingKey.SERVER_NAME, ServerName::new);
    SegmentName segment = values.parsed(SettingKey.SEGMENT_NAME, SegmentName::new);
    ServerRole role = values.oneOf(SettingKey.SERVER_ROLE, ServerRole.class);
    URI ccmUrl = values.url(SettingKey.CCM_URL);
    URI agentUrl = values.url(SettingKey.AGENT_URL);
    String place = values.label(SettingKey.PLACE, AgentConfiguration.MAX_PLACE_BYTES);
    ZoneId timeZone = values.zone(SettingKey.TIME_ZONE);
    MulticastSettings multicast = multicast(values);
    long multicastRate = values.number(SettingKey.RATE_MULTICAST, 1_000, MAX_RATE);
    List<SegmentPeer> peers = peers(values, server);
    ElectionSettings election = election(values);
    TimerSettings timers = timers(values);
    TransferSettings transfers = transfers(values, timers);
    long relayRate = values.number(SettingKey.RATE_RELAY, 0, MAX_RATE);
    VersionPolicy versionsKept = versionsKept(values);
    final ScrubSettings scrub = scrub(values);
    Map<HostedSite, Map<String, Path>> configurationFiles =
        values.parsed(SettingKey.CONFIGURATION_FILES, ConfigurationFileList::parse);
    HookSettings hooks = hooks(values);
    FaultSettings faults = faults(values);
    Optional<Path> keyFile = optionalDirectory(values, SettingKey.SEGMENT_KEY_FILE);
    PublisherKeys publishers = values.parsed(SettingKey.PUBLISHER_KEYS, PublisherKeys::parse);
    SealedSites sealed = values.parsed(SettingKey.SEALED_SITES, SealedSites::parse);
    if (!values.problems().isEmpty()) {
      throw new InvalidConfiguration(source, values.problems());
    }
    return new AgentConfiguration(
        server,
        segment,
        role,
        root,
        state,
        staging,
        ccmUrl,
        values.text(SettingKey.CCM_ENROLMENT_TOKEN),
        agentUrl,
        place,
        timeZone,
        multicast,
        multicastRate,
        election,
        timers,
        transfers,
        relayRate,
        versionsKept,
        scrub,
        hooks,
        configurationFiles,
        peers,
        faults,
        keyFile,
        publishers,
        sealed);
  }

  /** Null when one of its values is wrong; the problems say which. */
  private static VersionPolicy versionsKept(SettingValues values) {
    final int count =
        (int) values.number(SettingKey.VERSIONS_KEEP, VersionPolicy.FEWEST, VersionPolicy.MOST);
    final long days = values.number(SettingKey.VERSIONS_KEEP_DAYS, 0, 3_650);
    final int freePercent = (int) values.number(SettingKey.VERSIONS_KEEP_FREE, 0, 90);
    if (!values.problems().isEmpty()) {
      return null;
    }
    return new VersionPolicy(count, Duration.ofDays(days), freePercent);
  }

  private static HookSettings hooks(SettingValues values) {
    Optional<Path> directory = optionalDirectory(values, SettingKey.HOOKS_DIRECTORY);
    long seconds = values.number(SettingKey.HOOKS_TIME_LIMIT, 1, 60);
    SwitchHooks switchHooks = values.parsed(SettingKey.SWITCH_HOOKS, SwitchHooks::parse);
    if (switchHooks != null
        && !switchHooks.equals(SwitchHooks.NONE)
        && values.text(SettingKey.HOOKS_DIRECTORY).isEmpty()) {
      values.problem(SettingKey.SWITCH_HOOKS);
    }
    return new HookSettings(directory, Duration.ofSeconds(seconds), switchHooks);
  }

  private static ScrubSettings scrub(SettingValues values) {
    return new ScrubSettings(
        Duration.ofHours(values.number(SettingKey.SCRUB_INTERVAL, 0, 8_760)),
        values.number(SettingKey.SCRUB_RATE, 0, MAX_RATE),
        values.flag(SettingKey.SCRUB_REPAIR));
  }

  private static Optional<Path> optionalDirectory(SettingValues values, SettingKey key) {
    return values.text(key).isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(values.directory(key));
  }

  /** What the CCM may read lies apart from what the agent writes. */
  private static List<Path> stagingDirectories(SettingValues values, Path root, Path state) {
    List<Path> staging = values.directories(SettingKey.STAGING_DIRECTORIES);
    if (staging != null && root != null && state != null) {
      boolean apart =
          staging.stream().noneMatch(path -> overlap(path, root) || overlap(path, state));
      if (!apart) {
        values.problem(SettingKey.STAGING_DIRECTORIES);
      }
    }
    return staging;
  }

  private static boolean overlap(Path one, Path other) {
    return one.startsWith(other) || other.startsWith(one);
  }

  /** Null when one of them is wrong or this server is not for tests; the problems say which. */
  private FaultSettings faults(SettingValues values) {
    final FaultRates controlSend = faults(values, SettingKey.FAULTS_CONTROL_SEND);
    final FaultRates controlReceive = faults(values, SettingKey.FAULTS_CONTROL_RECEIVE);
    final FaultRates dataSend = faults(values, SettingKey.FAULTS_DATA_SEND);
    final FaultRates dataReceive = faults(values, SettingKey.FAULTS_DATA_RECEIVE);
    final long seed = values.number(SettingKey.FAULTS_SEED, Long.MIN_VALUE, Long.MAX_VALUE);
    if (!values.problems().isEmpty()) {
      return null;
    }
    return new FaultSettings(controlSend, controlReceive, dataSend, dataReceive, seed);
  }

  private FaultRates faults(SettingValues values, SettingKey key) {
    FaultRates rates = values.parsed(key, FaultRates::parse);
    if (rates != null && rates.any() && !faultsAllowed.getAsBoolean()) {
      values.problem(key);
    }
    return rates;
  }

  /** Null when one of the values it needs is wrong; the problems say which. */
  private MulticastSettings multicast(SettingValues values) {
    final boolean enabled = values.flag(SettingKey.MULTICAST_ENABLED);
    final InetAddress own = values.address(SettingKey.MULTICAST_INTERFACE);
    final InetAddress group = values.multicastGroup(SettingKey.MULTICAST_GROUP);
    final int port = (int) values.number(SettingKey.MULTICAST_PORT, 1, 65_535);
    final InetAddress dataGroup = values.multicastGroup(SettingKey.MULTICAST_DATA_GROUP);
    final int dataPort = (int) values.number(SettingKey.MULTICAST_DATA_PORT, 1, 65_535);
    final int timeToLive = (int) values.number(SettingKey.MULTICAST_TTL, 0, 255);
    final int frameBytes =
        values.text(SettingKey.MULTICAST_FRAME_BYTES).equals("auto")
            ? MulticastSettings.AUTO_FRAME_BYTES
            : (int)
                values.number(
                    SettingKey.MULTICAST_FRAME_BYTES,
                    MulticastSettings.MIN_FRAME_BYTES,
                    MulticastSettings.MAX_FRAME_BYTES);
    if (enabled && own != null && !ownAddress.test(own)) {
      values.problem(SettingKey.MULTICAST_INTERFACE);
    }
    if (group != null && group.equals(dataGroup) && port == dataPort) {
      values.problem(SettingKey.MULTICAST_DATA_PORT);
    }
    if (!values.problems().isEmpty()) {
      return null;
    }
    return new MulticastSettings(
        enabled,
        own.getHostAddress(),
        group.getHostAddress(),
        port,
        dataGroup.getHostAddress(),
        dataPort,
        timeToLive,
        frameBytes);
  }

  /** The servers of a segment without multicast; empty for none listed. */
  private static List<SegmentPeer> peers(SettingValues values, ServerName server) {
    if (values.text(SettingKey.SEGMENT_MEMBERS).isEmpty()) {
      return List.of();
    }
    List<SegmentPeer> peers =
        values.parsed(
            SettingKey.SEGMENT_MEMBERS,
            text -> Arrays.stream(text.split(",", -1)).map(SegmentPeer::parse).toList());
    if (peers == null || server == null) {
      return List.of();
    }
    long own = peers.stream().filter(peer -> peer.server().equals(server.value())).count();
    long different = peers.stream().map(SegmentPeer::server).distinct().count();
    if (own != 1 || different != peers.size() || values.flag(SettingKey.MULTICAST_ENABLED)) {
      values.problem(SettingKey.SEGMENT_MEMBERS);
    }
    return peers;
  }

  /** Null when one of the values it needs is wrong; the problems say which. */
  private static ElectionSettings election(SettingValues values) {
    boolean never = "never".equals(values.text(SettingKey.ELECTION_PRIORITY));
    int preference =
        never
            ? SegmentSettings.NEVER_LEADS
            : (int) values.number(SettingKey.ELECTION_PRIORITY, 0, 100);
    PriorityWeights weights =
        values.parsed(SettingKey.ELECTION_WEIGHTS, ConfigurationReader::weights);
    boolean preemption = values.flag(SettingKey.ELECTION_PREEMPTION);
    return weights == null ? null : new ElectionSettings(preference, weights, preemption);
  }

  /**
   * Weights that are not named keep their default.
   *
   * @throws IllegalArgumentException when the text is something else
   */
  private static PriorityWeights weights(String text) {
    Map<String, Integer> named = new HashMap<>();
    for (String pair : text.split("\\s*,\\s*", -1)) {
      String[] parts = pair.split("=", -1);
      if (parts.length != 2 || named.put(parts[0], Integer.parseInt(parts[1])) != null) {
        throw new IllegalArgumentException(pair);
      }
    }
    PriorityWeights otherwise = PriorityWeights.DEFAULT;
    PriorityWeights weights =
        new PriorityWeights(
            weight(named, "preference", otherwise.preference()),
            weight(named, "cpus", otherwise.cpus()),
            weight(named, "idle", otherwise.idle()),
            weight(named, "memory", otherwise.memory()),
            weight(named, "disk", otherwise.disk()),
            weight(named, "members", otherwise.members()),
            weight(named, "network", otherwise.network()),
            weight(named, "reliability", otherwise.reliability()),
            weight(named, "content", otherwise.content()));
    if (!named.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + named.keySet());
    }
    return weights;
  }

  private static int weight(Map<String, Integer> named, String name, int otherwise) {
    Integer weight = named.remove(name);
    return weight == null ? otherwise : weight;
  }

  /**
   * The profile's timers with single ones replaced. A timer that follows from another one stretches
   * with it: whoever only slows the heartbeat down must not get a leader declared dead after one.
   */
  private static TimerSettings timers(SettingValues values) {
    TimerProfile named = values.oneOf(SettingKey.TIMERS_PROFILE, TimerProfile.class);
    TimerProfile profile = named == null ? TimerProfile.LAN : named;
    TimerSettings base = TimerSettings.of(profile);
    long alive =
        timer(values, SettingKey.LEADER_ALIVE_INTERVAL, base.leaderAliveIntervalMs(), 10, 60_000);
    long deadDerived = Math.max(base.leaderDeadAfterMs(), 3 * alive);
    long dead = timer(values, SettingKey.LEADER_DEAD_AFTER, deadDerived, 2 * alive, 600_000);
    long claimMin = timer(values, SettingKey.CLAIM_DELAY_MIN, base.claimDelayMinMs(), 0, 60_000);
    long claimMaxDerived = Math.max(base.claimDelayMaxMs(), claimMin + 10);
    long claimMax =
        timer(values, SettingKey.CLAIM_DELAY_MAX, claimMaxDerived, claimMin + 1, 120_000);
    long voting = timer(values, SettingKey.VOTING_WINDOW, base.votingWindowMs(), 10, 60_000);
    long concede = timer(values, SettingKey.CONCEDE_TIMEOUT, base.concedeTimeoutMs(), 10, 120_000);
    if (!values.problems().isEmpty()) {
      return null;
    }
    return new TimerSettings(profile, alive, dead, claimMin, claimMax, voting, concede);
  }

  /** Null when one of the values it needs is wrong; the problems say which. */
  private static TransferSettings transfers(SettingValues values, TimerSettings timers) {
    TimerProfile profile = timers == null ? TimerProfile.LAN : timers.profile();
    TransferSettings base = TransferSettings.of(profile);
    final boolean adaptive = values.flag(SettingKey.RATE_ADAPTIVE);
    final long start = values.number(SettingKey.RATE_START, 1, 100);
    final long interval =
        timer(
            values,
            SettingKey.FEEDBACK_INTERVAL,
            base.feedbackIntervalMs(),
            0,
            TransferSettings.MAX_FEEDBACK_INTERVAL_MS);
    if (interval > 0 && interval < TransferSettings.MIN_FEEDBACK_INTERVAL_MS) {
      values.problem(SettingKey.FEEDBACK_INTERVAL);
    }
    final long answers =
        timer(
            values,
            SettingKey.FEEDBACK_ANSWERS,
            base.feedbackAnswersPerSecond(),
            1,
            TransferSettings.MAX_ANSWERS_PER_SECOND);
    final long slow = values.number(SettingKey.SLOW_PERCENT, 0, 100);
    final long ask = values.number(SettingKey.ASK_BY_MULTICAST, 0, 100);
    if (!values.problems().isEmpty()) {
      return null;
    }
    return new TransferSettings(
        adaptive, (int) start, (int) interval, (int) answers, (int) slow, (int) ask);
  }

  private static long timer(
      SettingValues values, SettingKey key, long derived, long min, long max) {
    return values.present(key) ? values.number(key, min, max) : derived;
  }

  private static boolean isOwnAddress(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }
}
