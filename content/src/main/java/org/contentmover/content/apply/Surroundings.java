package org.contentmover.content.apply;

import java.util.Map;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.hook.InstalledHooks;

/**
 * What the administrator of a server lets the assignments of a hosted site reach outside the site's
 * directory.
 */
public record Surroundings(InstalledHooks hooks, ConfigurationFiles files) {
  /** Nothing. */
  public static Surroundings noneOn(String server) {
    return new Surroundings(
        InstalledHooks.noneOn(server), new ConfigurationFiles(server, Map.of()));
  }
}
