package org.contentmover.agent.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.testing.Configurations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of free space (CM-6). */
class OwnFactsTest {
  @TempDir Path directory;

  @Test
  void shouldTellAFullFileSystemApartFromOneThatCannotBeMeasured() {
    assertEquals(4_096, OwnFacts.told(OptionalLong.of(4_096)));
    assertEquals(1, OwnFacts.told(OptionalLong.of(0)));
    assertEquals(0, OwnFacts.told(OptionalLong.empty()));
  }

  @Test
  void shouldMeasureTheFileSystemOfTheRootDirectory() throws Exception {
    AgentConfiguration configuration = Configurations.of(Configurations.minimal(directory));
    Files.createDirectories(configuration.rootDirectory());
    OwnFacts facts =
        new OwnFacts(
            configuration,
            Configurations.sites(
                directory, keyId -> Optional.empty(), Clock.systemUTC(), Runnable::run));
    assertTrue(facts.now().freeDiskBytes() > 0);

    Files.delete(configuration.rootDirectory());
    assertEquals(0, facts.now().freeDiskBytes());
    assertEquals(0, facts.freeDiskBytes());
  }
}
