package org.contentmover.gl.engine;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.contentmover.core.election.LeadershipFloor;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.ids.SegmentName;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.MctpEndpoint;
import org.contentmover.core.mctp.wire.MemberReport;
import org.contentmover.core.registration.MemberFacts;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.MemberIdentity;
import org.contentmover.core.segment.SegmentConfig;
import org.contentmover.core.segment.SegmentMember;
import org.contentmover.gl.api.ByteRange;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.NotLeaderException;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentKeys;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.deliver.Deliveries;
import org.contentmover.gl.faults.FaultInjection;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.send.SourceFile;
import org.contentmover.gl.state.StateDirectory;
import org.contentmover.gl.state.UncleanEnds;

/**
 * One server in one segment: the machine, and what carries out its effects. Owned by the loop but
 * for {@link #open}, which comes before.
 */
final class Membership {
  private static final long FIRST_HEARD_WITHIN_NS = TimeUnit.SECONDS.toNanos(10);
  private static final int CONTROL_INBOX_BYTES = 1 << 20;
  private static final int DATA_INBOX_BYTES = 8 << 20;

  private final SegmentSettings settings;
  private final UncleanEnds uncleanEnds;
  private final InstantSource wallClock;
  private final Loop loop;
  private final Inbox inbox;
  private final Deliveries deliveries;
  private final FaultInjection faults;
  private final CarrierCounters controlCounters = new CarrierCounters();
  private final CarrierCounters dataCounters = new CarrierCounters();
  private final ControlChannels control;
  private final DataChannels channels;
  private final Receptions receptions;
  private final Distributions distributions;
  private final DistributionOrders orders;
  private final SegmentView view;
  private final SegmentGuard guard;
  private final SegmentMember member;
  private final MulticastWatch multicastWatch;

  private Membership(
      SegmentSettings settings,
      LeadershipFloor floor,
      UncleanEnds uncleanEnds,
      InstantSource wallClock,
      StateDirectory state,
      Loop loop,
      Inbox inbox,
      Deliveries deliveries,
      Executor workers,
      CarrierOpener carriers)
      throws IOException {
    this.settings = settings;
    this.uncleanEnds = uncleanEnds;
    this.wallClock = wallClock;
    this.loop = loop;
    this.inbox = inbox;
    this.deliveries = deliveries;
    faults = new FaultInjection(settings);
    CarrierOpener dataCarriers = faults.onData(carriers);
    SegmentConfig config = ToCore.config(settings, Openers.datagramBytes(settings));
    MulticastSettings multicast = settings.multicast();
    ChannelAddress controlChannel = Openers.controlChannel(multicast);
    control =
        new ControlChannels(
            controlChannel,
            faults.onControl(carriers),
            controlCounters,
            inbox.sink(CONTROL_INBOX_BYTES, this::onDatagram),
            loop,
            workers,
            this::onControlChannelJoined);
    channels =
        new DataChannels(
            dataCarriers,
            dataCounters,
            inbox.patientSink(DATA_INBOX_BYTES, this::onDatagram),
            workers);
    receptions =
        new Receptions(
            loop,
            this::transfer,
            settings.peers().isEmpty() ? channels : null,
            deliveries,
            workers);
    SecureRandom unpredictable = new SecureRandom();
    MemberIdentity identity =
        new MemberIdentity(
            new SegmentName(settings.segment()),
            new ServerName(settings.server()),
            Addresses.peer(control.localAddress()),
            unpredictable.nextLong());
    guard =
        new SegmentGuard(
            identity.segment(),
            identity.server(),
            identity.address(),
            identity.incarnation(),
            ToCore.ring(settings.keys()),
            unpredictable,
            new ControlDatagrams(control));
    distributions = new Distributions(control, guard, workers, this::onSourceFailed);
    view = new SegmentView(settings, deliveries, this::health);
    member =
        new SegmentMember(
            identity,
            config,
            floor,
            new SplittableRandom(),
            new Effects(guard, control, state, view, distributions, receptions, deliveries));
    orders =
        new DistributionOrders(settings, guard, member, distributions, dataCarriers, dataCounters);
    multicastWatch =
        new MulticastWatch(
            settings.server(),
            controlChannel.toString(),
            multicast.interfaceAddress(),
            loop.nowNs() + FIRST_HEARD_WITHIN_NS);
    ConnectorLog.JOINED.log(
        settings.server(),
        settings.segment(),
        settings.peers().isEmpty() ? controlChannel : "none, unicast to " + settings.peers(),
        Addresses.peer(control.localAddress()));
    logKeys(settings.keys());
  }

  private void logKeys(SegmentKeys keys) {
    if (keys.sendsPlain()) {
      ConnectorLog.OPEN.log(settings.server(), settings.segment());
    } else {
      ConnectorLog.KEYED.log(
          settings.server(),
          settings.segment(),
          keys.sendingId(),
          keys.encrypts() ? "authenticates and encrypts" : "authenticates",
          keys.keys(),
          keys.acceptsPlain() ? "and still takes datagrams without a key" : "and takes no others");
    }
  }

  /** Other keys from now on. */
  void changeKeys(SegmentKeys keys) {
    if (guard.change(ToCore.ring(keys), loop.nowNs())) {
      logKeys(keys);
    }
  }

  /**
   * Reads the epoch floor, notes that the server enters its segment, and opens the control channel.
   *
   * @throws IOException when that fails; the message says what to do
   */
  static Membership open(
      SegmentSettings settings,
      StateDirectory state,
      InstantSource wallClock,
      Loop loop,
      Inbox inbox,
      Deliveries deliveries,
      Executor workers,
      CarrierOpener carriers)
      throws IOException {
    LeadershipFloor floor = state.readFloor().map(ToCore::floor).orElse(LeadershipFloor.NONE);
    UncleanEnds ends = state.onEntered(wallClock.instant());
    try {
      return new Membership(
          settings, floor, ends, wallClock, state, loop, inbox, deliveries, workers, carriers);
    } catch (IOException | RuntimeException e) {
      state.onLeft();
      throw e;
    }
  }

  private MctpEndpoint transfer() {
    return member.transfer();
  }

  private void onDatagram(ByteBuffer datagram) {
    long nowNs = loop.nowNs();
    if (guard.open(datagram, nowNs)) {
      member.onDatagram(datagram, nowNs);
    }
  }

  private void onControlChannelJoined(ControlChannel channel) {
    member.onControlChannelJoined(channel);
  }

  private void onSourceFailed(AssignmentId assignment) {
    // Not at once: the machine that wanted the frame sent must not be called back.
    loop.post(() -> transfer().cancel(assignment, loop.nowNs()));
  }

  void start() {
    guard.start(loop.nowNs());
    member.onUncleanEnds(uncleanEnds.countedAt(wallClock.instant()));
    member.start(loop.nowNs());
  }

  void onTimers(long nowNs) {
    if (nowNs >= member.nextDeadlineNs()) {
      member.onTimer(nowNs);
    }
    if (nowNs >= guard.nextDeadlineNs()) {
      guard.onTimer(nowNs);
    }
    if (nowNs >= channels.nextDeadlineNs()) {
      channels.onTimer(nowNs);
    }
    receptions.onTimer(nowNs);
    if (settings.peers().isEmpty()) {
      multicastWatch.onTimer(member.multicastHeard(), nowNs);
    }
  }

  long nextDeadlineNs() {
    long deadlineNs = Math.min(member.nextDeadlineNs(), guard.nextDeadlineNs());
    deadlineNs = Math.min(deadlineNs, receptions.nextDeadlineNs());
    return Math.min(deadlineNs, channels.nextDeadlineNs());
  }

  /** Says good-bye; a leader resigns. */
  void leave() {
    member.leave(loop.nowNs());
  }

  void close() {
    receptions.close();
    distributions.close();
    channels.close();
    control.close();
  }

  boolean leads() {
    return view.leadership().role() == Role.LEADER;
  }

  SegmentSnapshot snapshot() {
    return view.snapshot();
  }

  private SegmentView.Health health() {
    SortedMap<String, Long> counters = member.counters();
    guard.addCounters(counters);
    controlCounters.addTo(counters, "carrier.control.");
    dataCounters.addTo(counters, "carrier.data.");
    faults.addTo(counters);
    counters.put("inbox.datagrams-dropped", inbox.datagramsDropped());
    return new SegmentView.Health(member.multicastHeard(), controlChannel(), counters);
  }

  private String controlChannel() {
    return settings.peers().isEmpty()
        ? member
            .controlChannel()
            .address()
            .map(PeerAddress::toString)
            .orElseGet(() -> Openers.controlChannel(settings.multicast()).toString())
        : "";
  }

  void publishFacts(MemberFacts facts) {
    member.onUncleanEnds(uncleanEnds.countedAt(wallClock.instant()));
    member.onFacts(facts, loop.nowNs());
  }

  /** An endpoint became active: it is told what the one before it may have been told. */
  void onEndpointActivated() {
    view.deliverAll();
    receptions.offerUnansweredAgain();
    distributions.forEachLatest(reports -> Effects.deliver(deliveries, reports));
  }

  void requireLeadership() throws NotLeaderException {
    if (!leads()) {
      Leadership leadership = view.leadership();
      throw new NotLeaderException(
          "Server "
              + settings.server()
              + " does not lead segment "
              + settings.segment()
              + "; the leader is "
              + leadership.leader().orElse("not known")
              + " (epoch "
              + leadership.epoch()
              + ").");
    }
  }

  DistributionOrders orders() {
    return orders;
  }

  /** As {@link DistributionOrders#distribute}, when this server leads. */
  boolean distribute(DistributionOrder order, SourceFile source, Carrier data, long deadlineNs)
      throws NotLeaderException {
    requireLeadership();
    return orders.distribute(order, source, data, deadlineNs, loop.nowNs());
  }

  void cancel(AssignmentId assignment) {
    transfer().cancel(assignment, loop.nowNs());
  }

  Optional<List<ByteRange>> missing(AssignmentId assignment) {
    return transfer().missing(assignment).map(ToApi::ranges);
  }

  void rangesFilled(AssignmentId assignment) {
    transfer().rangesFilled(assignment);
  }

  void report(MemberReport result) {
    transfer().report(result, loop.nowNs());
  }

  void prefer(int preference) {
    member.onPreference(preference, loop.nowNs());
  }

  void busy(boolean busy) {
    member.onBusy(busy);
  }

  void leadershipTaken(LeadershipFloor accepted) {
    member.onLeadershipTaken(accepted, loop.nowNs());
  }

  void moveControlChannel(ControlChannel channel) throws ResourceException {
    requireLeadership();
    if (!settings.peers().isEmpty()) {
      throw new ResourceException(
          "Segment "
              + settings.segment()
              + " works without multicast: it has no control channel to move.");
    }
    if (member.controlChannel().equals(channel)) {
      return;
    }
    if (!member.moveControlChannel(channel, loop.nowNs())) {
      throw new ResourceException(
          "Segment "
              + settings.segment()
              + " is moving to another control channel already; repeat the order when it has ended.");
    }
    ConnectorLog.CONTROL_CHANNEL_MOVES.log(settings.segment(), channel);
  }
}
