package org.contentmover.agent.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.contentmover.agent.ccm.Enrolment;
import org.contentmover.agent.ccm.JsonOverHttp;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.security.ServerIdentity;
import org.contentmover.agent.segment.KeyCourier;
import org.contentmover.agent.segment.KeySource;
import org.contentmover.agent.segment.LeadershipOrderFile;
import org.contentmover.agent.testing.Configurations;
import org.contentmover.agent.testing.FakeCcm;
import org.contentmover.agent.testing.FakeSegment;
import org.contentmover.agent.testing.MutableClock;
import org.contentmover.content.trust.CcmKeyRing;
import org.contentmover.content.trust.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An enrolled server whose host has no thread left for a moment. */
class EnrolledStartTest {
  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();
  private final FakeSegment segment = new FakeSegment();
  private final CountDownLatch joined = new CountDownLatch(1);
  private final AtomicInteger refusals = new AtomicInteger();
  private final AgentThreads threads =
      new AgentThreads(
          work -> {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
          });
  private EnrolledStart start;

  @BeforeEach
  void makeParts() throws Exception {
    AgentConfiguration configuration = Configurations.of(Configurations.minimal(directory));
    Path state = Files.createDirectories(configuration.stateDirectory());
    ServerIdentity identity = ServerIdentity.load(configuration.server(), state, clock);
    identity.pinCcm(CcmKeyRing.first(SigningKey.generate().publicKey()));
    KeySource keys =
        new KeySource(configuration.server(), configuration.segment(), Optional.empty(), state);
    KeyCourier courier =
        new KeyCourier(
            configuration.server(), identity, keys, new FakeCcm(), clock, () -> start.join());
    segment.onJoin = joined::countDown;
    start =
        new EnrolledStart(
            new Enrolment(
                configuration,
                identity,
                new JsonOverHttp(HttpClient.newHttpClient()),
                courier::received),
            segment,
            configuration,
            keys,
            new LeadershipOrderFile(state),
            courier,
            threads,
            () -> {});
  }

  @AfterEach
  void stop() {
    threads.stop();
  }

  @Test
  void shouldJoinAlthoughThereIsNoThreadToAskForKeys() throws Exception {
    CountDownLatch ticked = new CountDownLatch(1);
    threads.every(Duration.ofHours(1), ticked::countDown);
    assertTrue(ticked.await(30, TimeUnit.SECONDS));
    refusals.set(1);

    start.begin();

    assertEquals(0, refusals.get());
    assertTrue(joined.await(30, TimeUnit.SECONDS), start::joinProblem);
  }
}
