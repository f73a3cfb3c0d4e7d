package org.contentmover.agent.testing;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.ConfigurationReader;
import org.contentmover.agent.config.InvalidConfiguration;
import org.contentmover.agent.site.Sites;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.seal.PublisherPins;
import org.contentmover.content.trust.PublicKeyLookup;
import org.contentmover.core.interpret.VersionPolicy;

/** Configurations for tests, and what follows from the smallest one. */
public final class Configurations {
  private Configurations() {}

  /** Nothing but what has no default. */
  public static Properties minimal(Path directory) {
    Properties properties = new Properties();
    properties.setProperty("server.name", FakeSegment.SELF);
    properties.setProperty("segment.name", "boston");
    properties.setProperty("root.directory", directory.resolve("root").toString());
    properties.setProperty("state.directory", directory.resolve("state").toString());
    properties.setProperty("ccm.url", "http://127.0.0.1:8080/");
    properties.setProperty("agent.url", "http://127.0.0.1:8180");
    return properties;
  }

  public static AgentConfiguration of(Properties properties) throws InvalidConfiguration {
    return new ConfigurationReader().read(properties, "test");
  }

  /** The sites of that server: no publisher is asked, nothing outside of them is reached. */
  public static Sites sites(
      Path directory, PublicKeyLookup ccmKeys, Clock clock, Executor threads) {
    return new Sites(
        directory.resolve("root"),
        ccmKeys,
        site -> PublisherPins.NONE,
        clock,
        VersionPolicy.ofCount(3),
        site -> Surroundings.noneOn("this server"),
        threads);
  }
}
