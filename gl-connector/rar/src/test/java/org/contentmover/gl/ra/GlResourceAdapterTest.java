package org.contentmover.gl.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.contentmover.gl.api.ElectionSettings;
import org.contentmover.gl.api.GlConnection;
import org.contentmover.gl.api.GlConnectionFactory;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.MulticastSettings;
import org.contentmover.gl.api.NotLeaderException;
import org.contentmover.gl.api.Role;
import org.contentmover.gl.api.SegmentSettings;
import org.contentmover.gl.api.ServerFacts;
import org.contentmover.gl.api.TimerProfile;
import org.contentmover.gl.api.TimerSettings;
import org.contentmover.gl.test.Await;
import org.contentmover.gl.test.Orders;
import org.contentmover.gl.test.RecordingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlResourceAdapterTest {
  private static final ActivationSpec SPEC = new GlActivationSpec();
  private final FakeServer server = new FakeServer();
  private final GlConnectionFactory factory = server.connectionFactory();
  private final RecordingListener bean = new RecordingListener();
  @TempDir Path directory;

  @AfterEach
  void stop() {
    server.refuseWork(false);
    server.close();
    Await.until("the server has all its threads back", () -> server.workRunning() == 0);
  }

  @Test
  void shouldIdleUntilAnAgentJoins() throws Exception {
    try (GlConnection connection = factory.getConnection()) {
      assertFalse(connection.segment().joined());
      connection.leave();
    }
    assertEquals(0, server.workRunning());
  }

  @Test
  void shouldLeadASegmentOfOneAndTellItsAgent() throws Exception {
    server.adapter().endpointActivation(new FakeEndpoints(bean), SPEC);
    try (GlConnection connection = factory.getConnection()) {
      connection.publishFacts(ServerFacts.of("http://boston-1"));
      connection.join(settings("boston-1"));
      connection.join(settings("boston-1"));
      Await.until("leads", () -> connection.segment().role() == Role.LEADER);
      Await.until("heard itself", () -> connection.segment().multicastHeard());
      Await.until("agent knows the members", () -> !bean.snapshots.isEmpty());
      assertEquals("http://boston-1", bean.snapshots.get(0).members().get(0).facts().agentUrl());
      Leadership told = bean.leaderships.get(bean.leaderships.size() - 1);
      assertEquals(connection.segment().leadership(), told);
    }
  }

  @Test
  void shouldRefuseOtherSettingsWhileJoined() throws Exception {
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      ResourceException refused =
          assertThrows(ResourceException.class, () -> connection.join(settings("boston-2")));
      assertTrue(refused.getMessage().contains("boston-1"), refused.getMessage());
      connection.leave();
      connection.join(settings("boston-2"));
      assertEquals("boston-2", connection.segment().server());
    }
  }

  @Test
  void shouldSayWhoElseHasTheStateDirectory() throws Exception {
    try (FakeServer other = new FakeServer();
        GlConnection theirs = other.connectionFactory().getConnection();
        GlConnection ours = factory.getConnection()) {
      theirs.join(settings("boston-1"));
      ResourceException refused =
          assertThrows(ResourceException.class, () -> ours.join(settings("boston-1")));
      assertTrue(refused.getMessage().contains("state.directory"), refused.getMessage());
      assertFalse(ours.segment().joined());
    }
  }

  @Test
  void shouldTellAnAgentThatComesLate() throws Exception {
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      Await.until("leads", () -> connection.segment().role() == Role.LEADER);
      server.adapter().endpointActivation(new FakeEndpoints(bean), SPEC);
      Await.until(
          "late agent told", () -> !bean.leaderships.isEmpty() && !bean.snapshots.isEmpty());
      assertEquals(Role.LEADER, bean.leaderships.get(0).role());
    }
  }

  @Test
  void shouldTellTheAgentThatFollowsAnother() throws Exception {
    FakeEndpoints first = new FakeEndpoints(new RecordingListener());
    server.adapter().endpointActivation(first, SPEC);
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      Await.until("leads", () -> connection.segment().role() == Role.LEADER);
      server.adapter().endpointDeactivation(first, SPEC);
      assertEquals(0, first.inUse());
      server.adapter().endpointActivation(new FakeEndpoints(bean), SPEC);
      Await.until("second agent told", () -> !bean.leaderships.isEmpty());
    }
  }

  @Test
  void shouldDeliverAgainWhatTheAgentThrewBack() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    RecordingListener moody =
        new RecordingListener() {
          @Override
          public void leadershipChanged(Leadership leadership) {
            if (attempts.incrementAndGet() < 3) {
              throw new IllegalStateException("not now");
            }
            super.leadershipChanged(leadership);
          }
        };
    FakeEndpoints endpoints = new FakeEndpoints(moody);
    server.adapter().endpointActivation(endpoints, SPEC);
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      Await.until("delivered in the end", () -> !moody.leaderships.isEmpty());
      assertTrue(attempts.get() >= 3, "attempts: " + attempts);
      Await.until("every endpoint released", () -> endpoints.inUse() == 0);
    }
  }

  @Test
  void shouldWaitForABeanThatIsNotAvailableYet() throws Exception {
    FakeEndpoints endpoints = new FakeEndpoints(bean);
    endpoints.available(false);
    server.adapter().endpointActivation(endpoints, SPEC);
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      Await.until("leads", () -> connection.segment().role() == Role.LEADER);
      endpoints.available(true);
      Await.until("told", () -> !bean.leaderships.isEmpty());
    }
  }

  @Test
  void shouldSayThatTheWorkManagerHasNoThreadForTheLoop() throws Exception {
    server.refuseWork(true);
    try (GlConnection connection = factory.getConnection()) {
      ResourceException refused =
          assertThrows(ResourceException.class, () -> connection.join(settings("boston-1")));
      assertTrue(refused.getMessage().contains("work manager"), refused.getMessage());
      server.refuseWork(false);
      connection.join(settings("boston-1"));
      assertTrue(connection.segment().joined());
    }
  }

  @Test
  void shouldKeepEventsWhileTheWorkManagerRefuses() throws Exception {
    server.adapter().endpointActivation(new FakeEndpoints(bean), SPEC);
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      server.refuseWork(true);
      Await.until("leads", () -> connection.segment().role() == Role.LEADER);
      int before = bean.leaderships.size();
      server.refuseWork(false);
      Await.until("told late", () -> bean.leaderships.size() > before);
    }
  }

  @Test
  void shouldLeaveWhenTheServerWantsItsThreadBack() throws Exception {
    try (GlConnection connection = factory.getConnection()) {
      connection.join(settings("boston-1"));
      Await.until("leads", () -> connection.segment().role() == Role.LEADER);
      server.releaseWork();
      Await.until("left", () -> !connection.segment().joined());
      Await.until("thread given back", () -> server.workRunning() == 0);
    }
  }

  @Test
  void shouldRefuseToDistributeWhatItDoesNotLead() throws Exception {
    try (GlConnection connection = factory.getConnection()) {
      assertThrows(
          ResourceException.class,
          () -> connection.distribute(Orders.of(new byte[1], "boston-1"), directory));
      connection.join(settings("boston-1", SegmentSettings.NEVER_LEADS));
      NotLeaderException refused =
          assertThrows(
              NotLeaderException.class,
              () -> connection.distribute(Orders.of(new byte[1], "boston-1"), directory));
      assertTrue(refused.getMessage().contains("boston-1"), refused.getMessage());
    }
  }

  @Test
  void shouldJoinWithoutMulticastWhenTheConfigurationSaysSo() throws Exception {
    SegmentSettings multicast = settings("boston-1");
    MulticastSettings m = multicast.multicast();
    SegmentSettings without =
        new SegmentSettings(
            "boston-1",
            "boston",
            multicast.stateDirectory(),
            ElectionSettings.of(50),
            new MulticastSettings(
                false,
                m.interfaceAddress(),
                m.group(),
                m.port(),
                m.dataGroup(),
                m.dataPort(),
                m.ttl(),
                m.frameBytes()),
            multicast.timers());
    try (GlConnection connection = factory.getConnection()) {
      connection.join(without);
      assertTrue(connection.segment().joined());
      assertFalse(connection.segment().multicastEnabled());
      assertEquals(0, server.workRunning());
      connection.leave();
      assertFalse(connection.segment().joined());
    }
  }

  @Test
  void shouldPoolConnectionsAndRefuseClosedOnes() throws Exception {
    GlConnection first = factory.getConnection();
    first.close();
    first.close();
    assertEquals(1, server.connectionsPooled());
    assertThrows(IllegalStateException.class, first::segment);
    try (GlConnection second = factory.getConnection()) {
      assertEquals(0, server.connectionsPooled());
      assertFalse(second.segment().joined());
    }
    assertEquals(1, server.connectionsPooled());
  }

  @Test
  void shouldTakeNoPartInTransactions() {
    GlManagedConnection managed = new GlManagedConnection(server.adapter().connector());
    assertThrows(NotSupportedException.class, managed::getXAResource);
    assertThrows(NotSupportedException.class, managed::getLocalTransaction);
    assertEquals(0, server.adapter().getXAResources(new ActivationSpec[] {SPEC}).length);
  }

  private SegmentSettings settings(String name) {
    return settings(name, 50);
  }

  private SegmentSettings settings(String name, int priority) {
    return new SegmentSettings(
        name,
        "boston",
        directory.resolve("state"),
        ElectionSettings.of(priority),
        new MulticastSettings(
            true, "127.0.0.1", "239.255.45.3", 45_130, "239.255.45.4", 45_131, 0, 1_400),
        TimerSettings.of(TimerProfile.LAN));
  }
}
