package org.contentmover.gl.engine;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.log.ConnectorLog;
import org.contentmover.gl.work.SerialExecutor;

/**
 * Data channels this server listens to: joined when the first reception needs one, left when none
 * has needed it for a while.
 *
 * <p>Sockets are opened and closed on worker threads, one operation after the other; the methods
 * only order it. Owned by the loop.
 */
final class DataChannels {
  private static final long LINGER_NS = TimeUnit.SECONDS.toNanos(20);

  /** Told on a worker thread whether a channel was joined. */
  interface Joined {
    void joined();

    void notJoined(IOException cause);
  }

  private final CarrierOpener opener;
  private final CarrierCounters counters;
  private final DatagramSink sink;
  private final Executor sockets;
  private final Map<ChannelAddress, Channel> channels = new HashMap<>();

  DataChannels(
      CarrierOpener opener, CarrierCounters counters, DatagramSink sink, Executor workers) {
    this.opener = opener;
    this.counters = counters;
    this.sink = sink;
    this.sockets = new SerialExecutor(workers);
  }

  /** Listens to a channel until {@link #leave} is called as often as this. */
  void join(ChannelAddress address, Joined joined) {
    Channel channel = channels.computeIfAbsent(address, Channel::new);
    channel.users++;
    sockets.execute(() -> channel.open(joined));
  }

  /** One reception less needs the channel. */
  void leave(ChannelAddress address, long nowNs) {
    Channel channel = channels.get(address);
    if (channel != null && --channel.users == 0) {
      channel.closeAtNs = nowNs + LINGER_NS;
    }
  }

  /** Closes what has not been needed for a while. */
  void onTimer(long nowNs) {
    channels
        .values()
        .removeIf(
            channel -> {
              boolean idle = channel.users == 0 && nowNs - channel.closeAtNs >= 0;
              if (idle) {
                sockets.execute(channel::close);
              }
              return idle;
            });
  }

  /** When {@link #onTimer} wants to be called; {@link Long#MAX_VALUE} for never. */
  long nextDeadlineNs() {
    long earliestNs = Long.MAX_VALUE;
    for (Channel channel : channels.values()) {
      if (channel.users == 0) {
        earliestNs = Math.min(earliestNs, channel.closeAtNs);
      }
    }
    return earliestNs;
  }

  /** Closes everything. */
  void close() {
    channels.values().forEach(channel -> sockets.execute(channel::close));
    channels.clear();
  }

  private final class Channel {
    private final ChannelAddress address;
    private int users;
    private long closeAtNs;

    /** Touched by the socket tasks alone. */
    private Carrier carrier;

    Channel(ChannelAddress address) {
      this.address = address;
    }

    void open(Joined joined) {
      try {
        if (carrier == null) {
          carrier = opener.openForFrames(address, counters, sink);
        }
      } catch (IOException e) {
        ConnectorLog.CHANNEL_REFUSED.log(address, e.getMessage());
        joined.notJoined(e);
        return;
      } catch (RuntimeException | Error e) {
        // Nobody else would tell the reception, which waits for it.
        ConnectorLog.CHANNEL_REFUSED.log(e, address, e.toString());
        joined.notJoined(new IOException("an error in the connector: " + e, e));
        return;
      }
      joined.joined();
    }

    void close() {
      if (carrier != null) {
        carrier.close();
        carrier = null;
      }
    }
  }
}
