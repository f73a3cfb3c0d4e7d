package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.contentmover.core.ids.PeerAddress;
import org.contentmover.core.segment.ControlChannel;
import org.contentmover.core.segment.ControlChannelUse;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlChannelsTest {
  private static final ControlChannel NEXT =
      ControlChannel.of(new PeerAddress(new byte[] {(byte) 239, 1, 1, 2}, 7_001));

  private final Queue<Runnable> workers = new ArrayDeque<>();
  private final Queue<Runnable> posted = new ArrayDeque<>();
  private final List<ControlChannel> joined = new ArrayList<>();
  private int opened;
  private int open;
  private ControlChannels channels;

  @BeforeEach
  void openConfigured() throws IOException {
    channels =
        new ControlChannels(
            Addresses.channel(new PeerAddress(new byte[] {(byte) 239, 1, 1, 1}, 7_000)),
            new CountingOpener(),
            new CarrierCounters(),
            (buffer, offset, length) -> {},
            new QueueLoop(),
            workers::add,
            joined::add);
    Set<ControlChannel> both = Set.of(ControlChannel.CONFIGURED, NEXT);
    channels.use(new ControlChannelUse(both, both));
  }

  @Test
  void shouldListenToAnotherChannelUntilItIsClosed() {
    work();
    posted.remove().run();
    assertEquals(List.of(NEXT), joined);
    assertEquals(2, open);
    channels.close();
    work();
    assertEquals(0, open);
  }

  @Test
  void shouldCloseAChannelOfWhichTheLoopDoesNotHearAnyMore() {
    work();
    channels.close();
    work();
    assertEquals(2, opened);
    assertEquals(0, open);
  }

  @Test
  void shouldNotOpenAChannelOnceItIsClosed() {
    channels.close();
    work();
    assertEquals(1, opened);
    assertEquals(0, open);
  }

  private void work() {
    while (!workers.isEmpty()) {
      workers.remove().run();
    }
  }

  private final class QueueLoop implements Loop {
    @Override
    public void post(Runnable task) {
      posted.add(task);
    }

    @Override
    public long nowNs() {
      return 0;
    }
  }

  private final class CountingOpener implements CarrierOpener {
    @Override
    public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink) {
      opened++;
      open++;
      return new CountedCarrier();
    }

    @Override
    public Carrier openForFrames(
        ChannelAddress address, CarrierCounters counters, DatagramSink sink) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Carrier openForSending(ChannelAddress address, CarrierCounters counters) {
      throw new UnsupportedOperationException();
    }
  }

  private final class CountedCarrier implements Carrier {
    @Override
    public void multicast(byte[] buffer, int offset, int length) {}

    @Override
    public void unicast(InetSocketAddress to, byte[] buffer, int offset, int length) {}

    @Override
    public InetSocketAddress localAddress() {
      return new InetSocketAddress(1);
    }

    @Override
    public void close() {
      open--;
    }
  }
}
