package org.contentmover.gl.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.group.JGroupsCarrierOpener;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.SegmentPorts;
import org.contentmover.gl.test.TestServer;
import org.contentmover.gl.work.PooledThreads;
import org.contentmover.gl.work.Threads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandOverTest {
  private final int port = SegmentPorts.nextPair();
  @TempDir Path root;

  @Test
  void shouldHandLeadershipOverWhenNoThreadIsToBeHadForDeliveries() throws Exception {
    try (StingyThreads threads = new StingyThreads();
        TestServer other = new TestServer("boston-2", root, port, 10)) {
      SegmentConnector connector =
          new SegmentConnector(
              threads,
              multicast -> new JGroupsCarrierOpener(InetAddress.getLoopbackAddress(), 0),
              Duration.ofMillis(500));
      connector.activate(event -> event.accept(other.agent()));
      connector.join(TestServer.settings("boston-1", root.resolve("boston-1"), port, 100));
      Await.until("gave up", () -> !connector.segment().joined());
      assertTrue(
          connector.segment().problem().contains("work manager"), connector.segment().problem());
      other.join();
      Await.until("the other leads", () -> other.leadership().role() == Role.LEADER);
      connector.leave();
    }
  }

  /** Lends a thread for the loop and none for anything else. */
  private static final class StingyThreads implements Threads, AutoCloseable {
    private final PooledThreads pool = new PooledThreads("stingy", 4);

    @Override
    public void lend(Runnable loop, Runnable stop) {
      pool.lend(loop, stop);
    }

    @Override
    public void execute(Runnable task) {
      throw new RejectedExecutionException("none left");
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
