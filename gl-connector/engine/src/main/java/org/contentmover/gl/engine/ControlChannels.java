package org.contentmover.gl.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.ControlChannelUse;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.work.SerialExecutor;

/**
 * The control channels a server uses at the moment, as one carrier (EL-9): what is multicast goes
 * to all it shall speak on. The configured one stays open for as long as the server is in its
 * segment, because its socket has the server's unicast address.
 *
 * <p>Sockets are opened and closed on worker threads. Owned by the loop, but for sending.
 */
final class ControlChannels implements Carrier {
  private final Carrier configured;
  private final CarrierOpener opener;
  private final CarrierCounters counters;
  private final DatagramSink sink;
  private final Loop loop;
  private final Executor sockets;
  private final Consumer<ControlChannel> joined;
  private final Map<ControlChannel, Carrier> others = new HashMap<>();

  /** Opened, and the loop has not heard of it: it never does when it ends before. */
  private final Set<Carrier> arriving = ConcurrentHashMap.newKeySet();

  private ControlChannelUse use;
  private volatile List<Carrier> speaking;
  private volatile boolean closed;

  /**
   * Opens the configured channel.
   *
   * @param joined told, on the loop, which other channel is listened to now
   * @throws IOException when that fails; the message says what to do
   */
  ControlChannels(
      ChannelAddress address,
      CarrierOpener opener,
      CarrierCounters counters,
      DatagramSink sink,
      Loop loop,
      Executor workers,
      Consumer<ControlChannel> joined)
      throws IOException {
    this.opener = opener;
    this.counters = counters;
    this.sink = sink;
    this.loop = loop;
    this.sockets = new SerialExecutor(workers);
    this.joined = joined;
    Set<ControlChannel> only = Set.of(ControlChannel.CONFIGURED);
    this.use = new ControlChannelUse(only, only);
    this.configured = opener.open(address, counters, sink);
    this.speaking = List.of(configured);
  }

  /** Listens and speaks on these from now on; a channel that has to be opened follows later. */
  void use(ControlChannelUse wanted) {
    Set<ControlChannel> before = use.listen();
    use = wanted;
    for (ControlChannel channel : wanted.listen()) {
      if (!before.contains(channel)) {
        channel.address().ifPresent(address -> open(channel));
      }
    }
    others
        .entrySet()
        .removeIf(
            entry -> {
              boolean idle = !wanted.listen().contains(entry.getKey());
              if (idle) {
                sockets.execute(entry.getValue()::close);
              }
              return idle;
            });
    speak();
  }

  private void open(ControlChannel channel) {
    sockets.execute(
        () -> {
          if (closed) {
            return;
          }
          try {
            ChannelAddress address = Addresses.channel(channel.address().orElseThrow());
            Carrier carrier = opener.open(address, counters, sink);
            arriving.add(carrier);
            loop.post(() -> opened(channel, carrier));
          } catch (IOException | IllegalArgumentException e) {
            ConnectorLog.CONTROL_CHANNEL_REFUSED.log(channel, e.getMessage());
          }
        });
  }

  private void opened(ControlChannel channel, Carrier carrier) {
    arriving.remove(carrier);
    boolean wanted = !closed && use.listen().contains(channel) && !others.containsKey(channel);
    if (!wanted) {
      sockets.execute(carrier::close);
      return;
    }
    others.put(channel, carrier);
    speak();
    joined.accept(channel);
  }

  private void speak() {
    speaking =
        use.send().stream()
            .map(channel -> channel.address().isEmpty() ? configured : others.get(channel))
            .filter(carrier -> carrier != null)
            .toList();
  }

  @Override
  public void multicast(byte[] buffer, int offset, int length) {
    for (Carrier carrier : speaking) {
      carrier.multicast(buffer, offset, length);
    }
  }

  @Override
  public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {
    configured.unicast(to, buffer, offset, length);
  }

  @Override
  public InetSocketAddress localAddress() {
    return configured.localAddress();
  }

  @Override
  public void close() {
    closed = true;
    others.values().forEach(Carrier::close);
    others.clear();
    sockets.execute(() -> arriving.forEach(Carrier::close)); // behind what is being opened
    configured.close();
  }
}
