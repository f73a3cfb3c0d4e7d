package org.contentmover.agent.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import org.contentmover.agent.config.ConfigurationLocation;
import org.contentmover.agent.health.Check;
import org.contentmover.agent.testing.Configurations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLifecycleTest {
  /** Of a host that has none left. */
  private static final class NoThreads implements ManagedThreadFactory {
    @Override
    public Thread newThread(Runnable work) {
      throw new OutOfMemoryError("unable to create native thread");
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
      throw new OutOfMemoryError("unable to create native thread");
    }
  }

  @TempDir Path directory;

  @AfterEach
  void forgetConfiguration() {
    System.clearProperty(ConfigurationLocation.PROPERTY);
  }

  @Test
  void shouldStayDeployedAndSayThatTheHostHasNoThread() throws Exception {
    Path file = directory.resolve("agent.properties");
    try (OutputStream out = Files.newOutputStream(file)) {
      Configurations.minimal(directory).store(out, null);
    }
    System.setProperty(ConfigurationLocation.PROPERTY, file.toString());
    AgentLifecycle lifecycle = new AgentLifecycle();
    lifecycle.threadFactory = new NoThreads();

    lifecycle.start();

    assertEquals(Optional.empty(), lifecycle.agent());
    List<Check> checks = lifecycle.readiness();
    assertEquals(1, checks.size());
    assertFalse(checks.get(0).up());
    assertTrue(checks.get(0).detail().contains("native thread"), checks::toString);
  }
}
