package org.contentmover.gl.ra;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.DistributionOrder;
import org.contentmover.gl.api.GlConnection;
import org.contentmover.gl.api.GlConnectionFactory;
import org.contentmover.gl.api.MemberReport;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.Outcome;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSnapshot;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.RecordingListener;
import org.contentmover.gl.test.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way through three adapters, as three agents see it. */
class ThreeAdaptersTest {
  private static final int PORT = 45_134;
  private final long seed = System.nanoTime();
  private final byte[] content = new byte[5 << 20];
  private final List<AdaptedServer> servers = new ArrayList<>();
  @TempDir Path root;

  /** A server with its adapter and its agent. */
  private final class AdaptedServer extends RecordingListener {
    private final String name;
    private final FakeServer container = new FakeServer();
    private final GlConnectionFactory factory = container.connectionFactory();

    AdaptedServer(String name) {
      this.name = name;
      container.adapter().endpointActivation(new FakeEndpoints(this), new GlActivationSpec());
    }

    void join(int priority) throws Exception {
      Path directory = Files.createDirectories(root.resolve(name));
      try (GlConnection connection = factory.getConnection()) {
        connection.join(TestServer.settings(name, directory, PORT, priority));
      }
    }

    SegmentSnapshot segment() {
      try (GlConnection connection = factory.getConnection()) {
        return connection.segment();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
      super.assignmentOffered(offer, reply);
      reply.receive(root.resolve(name).resolve("spool"));
    }

    @Override
    public void assignmentReceived(ReceivedAssignment assignment) {
      super.assignmentReceived(assignment);
      try (GlConnection connection = factory.getConnection()) {
        connection.report(
            new MemberReport(
                assignment.assignmentId(), Outcome.STAGED, "", assignment.sizeBytes(), 2, 1));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @BeforeEach
  void makeSegment() throws Exception {
    new Random(seed).nextBytes(content);
    for (int i = 1; i <= 3; i++) {
      servers.add(new AdaptedServer("boston-" + i));
    }
    for (int i = 0; i < 3; i++) {
      servers.get(i).join(90 - 30 * i);
    }
    Await.until(
        () -> "three members: " + servers.get(0).segment(),
        () -> servers.get(0).segment().members().size() == 3);
  }

  @AfterEach
  void stop() {
    for (AdaptedServer server : servers) {
      server.container.close();
      Await.until("threads given back", () -> server.container.workRunning() == 0);
    }
  }

  @Test
  void shouldDistributeFromAgentToAgents() throws Exception {
    AdaptedServer leader = servers.get(0);
    assertEquals(Role.LEADER, leader.segment().role());
    Path file = Files.write(root.resolve("assignment"), content);
    DistributionOrder order = Orders.of(content, "boston-1", "boston-2", "boston-3");
    try (GlConnection connection = leader.factory.getConnection()) {
      connection.distribute(order, file);
      connection.distribute(order, file);
      // The leader is a participant as any other; it has the file already.
      connection.report(
          new MemberReport(order.assignmentId(), Outcome.STAGED, "", content.length, 2, 1));
    }
    Await.until(
        () -> "final reports, seed " + seed + ": " + leader.reports,
        () -> !leader.reports.isEmpty() && last(leader.reports).isFinal());
    assertEquals(3, last(leader.reports).servers().size());
    last(leader.reports)
        .servers()
        .forEach(progress -> assertEquals(Optional.of(Outcome.STAGED), progress.outcome()));
    for (AdaptedServer server : servers.subList(1, 3)) {
      assertArrayEquals(content, Files.readAllBytes(root.resolve(server.name).resolve("spool")));
      assertEquals(1, server.received.size(), server.name);
    }
    assertEquals(List.of(), leader.offers);
  }

  @Test
  void shouldHandOverWhenTheLeadersAdapterStops() {
    servers.get(0).container.releaseWork();
    Await.until("boston-2 leads", () -> servers.get(1).segment().role() == Role.LEADER);
    Await.until(
        "boston-3 follows",
        () -> servers.get(2).segment().leadership().leader().equals(Optional.of("boston-2")));
  }

  private static CollectedReports last(List<CollectedReports> reports) {
    return reports.get(reports.size() - 1);
  }
}
