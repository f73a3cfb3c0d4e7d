package org.contentmover.agent.testing;

import java.nio.file.Path;
import java.util.Properties;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.ConfigurationReader;
import org.contentmover.agent.config.InvalidConfiguration;

/** Configurations for tests. */
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
}
