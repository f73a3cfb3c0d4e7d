package org.contentmover.gl.engine;

import java.io.IOException;
import org.contentmover.core.guard.SegmentGuard;
import org.contentmover.core.ids.AssignmentId;
import org.contentmover.core.ids.ServerName;
import org.contentmover.core.mctp.TransferSession;
import org.contentmover.core.segment.SegmentMember;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.send.SourceFile;

/**
 * Makes of an agent's order what the machine carries out: which channel its frames take, and how
 * large they are (LD-1, LD-8, EL-15). Owned by the loop but for {@link #openForSending}.
 */
final class DistributionOrders {
  /** Servers of a segment without multicast that fetch from this leader at the same time. */
  private static final int FETCHERS_AT_ONCE = 4;

  private final SegmentSettings settings;
  private final SegmentGuard guard;
  private final SegmentMember member;
  private final Distributions distributions;
  private final CarrierOpener dataCarriers;
  private final ChannelAddress dataChannel;
  private final CarrierCounters dataCounters;

  DistributionOrders(
      SegmentSettings settings,
      SegmentGuard guard,
      SegmentMember member,
      Distributions distributions,
      CarrierOpener dataCarriers,
      CarrierCounters dataCounters) {
    this.settings = settings;
    this.guard = guard;
    this.member = member;
    this.distributions = distributions;
    this.dataCarriers = dataCarriers;
    this.dataChannel = Openers.dataChannel(settings.multicast());
    this.dataCounters = dataCounters;
  }

  /**
   * A channel for the frames of one distribution, null when it needs none; called by the thread
   * that orders it.
   */
  Carrier openForSending(long sizeBytes) throws IOException {
    if (sizeBytes <= TransferSession.BLOCK_BYTES || !sendsFrames(sizeBytes)) {
      return null;
    }
    return dataCarriers.openForSending(dataChannel, dataCounters);
  }

  /**
   * Distributes a file.
   *
   * @param data for the frames, null when it needs no channel for them
   * @return false when that assignment is being distributed already; the caller then closes both
   */
  boolean distribute(
      DistributionOrder order, SourceFile source, Carrier data, long deadlineNs, long nowNs) {
    var checked =
        ToCore.order(
            order,
            Addresses.peer(dataChannel),
            deadlineNs,
            frameBytes(order),
            sendsFrames(order.sizeBytes()) ? 0 : FETCHERS_AT_ONCE);
    AssignmentId assignment = checked.assignment();
    boolean isNew = !distributions.contains(assignment);
    if (isNew) {
      distributions.begin(assignment, source, data);
      ConnectorLog.DISTRIBUTING.log(
          assignment,
          order.name(),
          order.sizeBytes(),
          order.participants().size(),
          settings.segment());
    }
    member.transfer().distribute(checked, nowNs);
    return isNew;
  }

  private int frameBytes(DistributionOrder order) {
    int sealBytes = guard.frameOverheadBytes();
    return order.frameBytes() == MulticastSettings.AUTO_FRAME_BYTES
        ? member.frameBytesFor(
            new AssignmentId(order.assignmentId()),
            order.participants().stream().map(ServerName::new).toList(),
            sealBytes)
        : order.frameBytes() - sealBytes;
  }

  /**
   * Whether content of that size travels in frames of the data channel or in a block: without
   * multicast only a block does, and the rest is fetched (EL-15).
   */
  private boolean sendsFrames(long sizeBytes) {
    return settings.peers().isEmpty() || sizeBytes <= TransferSession.BLOCK_BYTES;
  }
}
