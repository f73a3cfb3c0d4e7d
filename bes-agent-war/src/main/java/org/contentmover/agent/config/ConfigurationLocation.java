package org.contentmover.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds the one configuration file of this instance from the server's system properties. */
public final class ConfigurationLocation {
  /** Names the file outright. */
  public static final String PROPERTY = "contentmover.agent.config";

  static final String FILE_NAME = "content-mover-agent.properties";
  private static final String WILDFLY_CONFIGURATION = "jboss.server.config.dir";
  private static final String PAYARA_INSTANCE = "com.sun.aas.instanceRoot";

  private ConfigurationLocation() {}

  /**
   * The file of this instance; it need not exist.
   *
   * @param systemProperties looks a system property up, null when unset
   */
  public static Path of(UnaryOperator<String> systemProperties) throws InvalidConfiguration {
    String named = systemProperties.apply(PROPERTY);
    if (named != null && !named.isBlank()) {
      return Path.of(named.strip());
    }
    String wildfly = systemProperties.apply(WILDFLY_CONFIGURATION);
    if (wildfly != null) {
      return Path.of(wildfly, FILE_NAME);
    }
    String payara = systemProperties.apply(PAYARA_INSTANCE);
    if (payara != null) {
      return Path.of(payara, "config", FILE_NAME);
    }
    throw new InvalidConfiguration(
        "system properties",
        List.of(
            new ConfigurationProblem(
                PROPERTY, "nothing", "the path of the agent's configuration file")));
  }
}
