package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.group.Carrier;
import org.contentmover.gl.group.CarrierCounters;
import org.contentmover.gl.group.CarrierOpener;
import org.contentmover.gl.group.ChannelAddress;
import org.contentmover.gl.group.DatagramSink;
import org.contentmover.gl.group.ForwardingCarrier;
import org.contentmover.gl.group.JGroupsCarrierOpener;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailingLoopTest {
  private final int port = SegmentPorts.nextPair();
  @TempDir Path root;

  @Test
  void shouldSayWhyItLeftWhenAnErrorEndsItsLoopAndComeBackWhenItJoinsAgain() throws Exception {
    FailingCarriers carriers = new FailingCarriers();
    try (TestServer server = new TestServer("boston-1", root, port, 50, carriers)) {
      server.join();
      Await.until("leads", () -> server.leadership().role() == Role.LEADER);
      carriers.failing = true;
      Await.until("is out", () -> !server.connector().segment().joined());
      String problem = server.connector().segment().problem();
      assertTrue(problem.contains("of the test"), problem);
      carriers.failing = false;
      server.join();
      Await.until("leads again", () -> server.leadership().role() == Role.LEADER);
    }
  }

  /** The control channel throws an error, as it would where memory or a class is missing. */
  private static final class FailingCarriers implements CarrierOpener {
    private final CarrierOpener real =
        new JGroupsCarrierOpener(InetAddress.getLoopbackAddress(), 0);
    private volatile boolean failing;

    @Override
    public Carrier open(ChannelAddress address, CarrierCounters counters, DatagramSink sink)
        throws IOException {
      return new ForwardingCarrier(real.open(address, counters, sink)) {
        @Override
        public void multicast(byte[] buffer, int offset, int length) {
          if (failing) {
            throw new NoClassDefFoundError("of the test");
          }
          super.multicast(buffer, offset, length);
        }
      };
    }

    @Override
    public Carrier openForFrames(
        ChannelAddress address, CarrierCounters counters, DatagramSink sink) throws IOException {
      return real.openForFrames(address, counters, sink);
    }

    @Override
    public Carrier openForSending(ChannelAddress address, CarrierCounters counters)
        throws IOException {
      return real.openForSending(address, counters);
    }
  }
}
