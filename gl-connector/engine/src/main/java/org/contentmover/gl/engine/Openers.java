package org.contentmover.gl.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.SegmentPeer;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.Interfaces;
import org.contentmover.gl.group.JGroupsCarrierOpener;
import org.contentmover.gl.group.UnicastCarrierOpener;

/** Which carriers a segment needs: multicast, or unicast to the servers listed (EL-15). */
public final class Openers {
  private Openers() {}

  /** Carriers for these settings; opens nothing yet. */
  public static CarrierOpener of(SegmentSettings settings) {
    MulticastSettings multicast = settings.multicast();
    if (settings.peers().isEmpty()) {
      return new JGroupsCarrierOpener(Addresses.ip(multicast.interfaceAddress()), multicast.ttl());
    }
    SegmentPeer own = settings.ownPeer().orElseThrow();
    List<InetSocketAddress> others =
        settings.peers().stream().filter(peer -> !peer.equals(own)).map(Openers::socket).toList();
    return new UnicastCarrierOpener(socket(own), others, controlChannel(multicast));
  }

  /**
   * The largest datagram that the interface of multicast takes in one piece; 0 without multicast,
   * where no frames are sent.
   *
   * @throws IOException when this host has no such interface
   */
  static int datagramBytes(SegmentSettings settings) throws IOException {
    return settings.peers().isEmpty()
        ? Interfaces.datagramBytes(Addresses.ip(settings.multicast().interfaceAddress()))
        : 0;
  }

  private static InetSocketAddress socket(SegmentPeer peer) {
    return new InetSocketAddress(Addresses.ip(peer.ip()), peer.port());
  }

  static ChannelAddress controlChannel(MulticastSettings multicast) {
    return new ChannelAddress(Addresses.ip(multicast.group()), multicast.port());
  }

  static ChannelAddress dataChannel(MulticastSettings multicast) {
    return new ChannelAddress(Addresses.ip(multicast.dataGroup()), multicast.dataPort());
  }
}
