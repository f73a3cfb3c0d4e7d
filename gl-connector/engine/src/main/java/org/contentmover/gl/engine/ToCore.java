package org.contentmover.gl.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.contentmover.core.election.ElectionConfig;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.guard.KeyRing;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ContentGroup;
import org.contentmover.core.ids.HostedSite;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.manifest.ContentHash;
import org.contentmover.core.mctp.MctpConfig;
import org.contentmover.core.mctp.RatePolicy;
import org.contentmover.core.mctp.wire.Outcome;
import org.contentmover.core.path.PathConfig;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.SegmentConfig;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.PriorityWeights;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.SiteFacts;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;
import org.contentmover.gl.api.TransferSettings;
import org.contentmover.gl.state.EpochFloor;

/** Values of the agent as core knows them. */
final class ToCore {
  private static final int SLOWER = 5;

  /** Answers may come a fifth of the interval late, as in the profiles. */
  private static final int FEEDBACK_GRACE = 5;

  private ToCore() {}

  /**
   * The configuration of a member.
   *
   * @param interfaceBytes largest datagram that the own interface takes in one piece; of no meaning
   *     without multicast, where no frames are sent
   */
  static SegmentConfig config(SegmentSettings settings, int interfaceBytes) {
    SegmentConfig profile = profile(settings);
    TimerSettings timers = settings.timers();
    ElectionConfig base = profile.election();
    ElectionConfig election =
        new ElectionConfig(
            base.priority(),
            MILLISECONDS.toNanos(timers.leaderAliveIntervalMs()),
            MILLISECONDS.toNanos(timers.leaderDeadAfterMs()),
            MILLISECONDS.toNanos(timers.claimDelayMinMs()),
            MILLISECONDS.toNanos(timers.claimDelayMaxMs()),
            base.deposedClaimDelayNs(),
            base.deposedMemoryNs(),
            MILLISECONDS.toNanos(timers.votingWindowMs()),
            MILLISECONDS.toNanos(timers.concedeTimeoutMs()),
            base.selfCheckIntervalNs(),
            settings.election().preemption());
    return new SegmentConfig(
        election,
        profile.registration(),
        transfer(profile.transfer(), settings.transfers()),
        weights(settings.election().weights()),
        path(settings, interfaceBytes));
  }

  private static MctpConfig transfer(MctpConfig profile, TransferSettings settings) {
    long feedbackIntervalNs = MILLISECONDS.toNanos(settings.feedbackIntervalMs());
    return profile.with(
        new RatePolicy(
            settings.adaptiveRate(),
            settings.startPercent(),
            feedbackIntervalNs,
            settings.feedbackAnswersPerSecond(),
            feedbackIntervalNs == 0
                ? profile.rate().graceNs()
                : feedbackIntervalNs / FEEDBACK_GRACE,
            settings.slowPercent(),
            profile.rate().slowInARow()),
        settings.multicastAskPercent());
  }

  private static PathConfig path(SegmentSettings settings, int interfaceBytes) {
    boolean auto = settings.multicast().frameBytes() == MulticastSettings.AUTO_FRAME_BYTES;
    boolean searches = auto && settings.peers().isEmpty();
    PathConfig path = searches ? PathConfig.upTo(interfaceBytes) : PathConfig.off();
    return settings.timers().profile() == TimerProfile.LAN ? path : path.slower(SLOWER);
  }

  private static SegmentConfig profile(SegmentSettings settings) {
    int preference = preference(settings.election().preference());
    switch (settings.timers().profile()) {
      case SLOW:
        return SegmentConfig.slow(preference);
      case SOURCE:
        return SegmentConfig.source(preference);
      default:
        return SegmentConfig.lan(preference);
    }
  }

  static int preference(int preference) {
    return preference == SegmentSettings.NEVER_LEADS ? ElectionConfig.NEVER_LEADS : preference;
  }

  private static org.contentmover.core.election.PriorityWeights weights(PriorityWeights weights) {
    return new org.contentmover.core.election.PriorityWeights(
        weights.preference(),
        weights.cpus(),
        weights.idle(),
        weights.memory(),
        weights.disk(),
        weights.members(),
        weights.network(),
        weights.reliability(),
        weights.content());
  }

  /**
   * The control channel of that group and port.
   *
   * @throws IllegalArgumentException when that is no multicast group and port
   */
  static ControlChannel controlChannel(SegmentSettings settings, String group, int port) {
    MulticastSettings moved = settings.multicast().withControlChannel(group, port);
    boolean configured = moved.equals(settings.multicast());
    return configured
        ? ControlChannel.CONFIGURED
        : ControlChannel.of(
            new PeerAddress(Addresses.ip(moved.group()).getAddress(), moved.port()));
  }

  static KeyRing ring(SegmentKeys keys) {
    return new KeyRing(
        keys.keys().stream()
            .map(key -> new org.contentmover.core.guard.SegmentKey(key.id(), key.secret()))
            .toList(),
        keys.sendingId(),
        keys.acceptsPlain(),
        keys.encrypts());
  }

  static LeadershipFloor floor(EpochFloor floor) {
    return LeadershipFloor.of(floor.epoch(), new ServerName(floor.leader()));
  }

  static MemberFacts facts(ServerFacts facts) {
    return new MemberFacts(
        facts.agentUrl(),
        facts.freeDiskBytes(),
        facts.cpus(),
        facts.cpuLoad() < 0 ? MemberFacts.LOAD_UNKNOWN : (int) Math.round(1000 * facts.cpuLoad()),
        facts.memoryBytes(),
        facts.connections(),
        facts.timeZone(),
        facts.place(),
        facts.sites().stream().map(ToCore::site).toList());
  }

  private static org.contentmover.core.registration.SiteFacts site(SiteFacts facts) {
    return new org.contentmover.core.registration.SiteFacts(
        new HostedSite(facts.site()),
        new ContentGroup(facts.group()),
        facts.liveVersion(),
        facts.stagedVersion(),
        facts.backupVersion(),
        facts.problem());
  }

  /**
   * An order on the machine's clock.
   *
   * @param deadlineNs the order's deadline on that clock
   * @param frameBytes of a frame's datagram, without what the guard adds
   * @param fetchersAtOnce where there is no multicast, else 0
   */
  static org.contentmover.core.mctp.DistributionOrder order(
      DistributionOrder order,
      PeerAddress dataChannel,
      long deadlineNs,
      int frameBytes,
      int fetchersAtOnce) {
    return new org.contentmover.core.mctp.DistributionOrder(
        new AssignmentId(order.assignmentId()),
        order.name(),
        order.sizeBytes(),
        ContentHash.fromHex(order.sha256()),
        order.participants().stream().map(ServerName::new).toList(),
        order.quorum(),
        frameBytes,
        order.rateBytesPerSecond(),
        dataChannel,
        order.sourceUrl(),
        order.ticket(),
        deadlineNs,
        fetchersAtOnce);
  }

  static org.contentmover.core.mctp.wire.MemberReport report(MemberReport report) {
    return new org.contentmover.core.mctp.wire.MemberReport(
        new AssignmentId(report.assignmentId()),
        Outcome.valueOf(report.outcome().name()),
        report.reason(),
        report.bytes(),
        report.liveVersion(),
        report.atMillis());
  }
}
