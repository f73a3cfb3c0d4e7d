package org.contentmover.content.apply;

import java.util.Map;
import java.util.Optional;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.content.seal.Unsealing;

/**
 * What the administrator of a server lets the assignments of a hosted site reach outside the site's
 * directory, and how they have to come.
 *
 * @param switchHook that is run whenever something else is live, whatever an assignment says
 */
public record Surroundings(
    InstalledHooks hooks,
    Optional<String> switchHook,
    ConfigurationFiles files,
    Unsealing unsealing) {
  /** What is reached, where everything may come plain. */
  public Surroundings(InstalledHooks hooks, ConfigurationFiles files) {
    this(hooks, Optional.empty(), files, Unsealing.NONE);
  }

  /** Nothing. */
  public static Surroundings noneOn(String server) {
    return new Surroundings(
        InstalledHooks.noneOn(server), new ConfigurationFiles(server, Map.of()));
  }

  /** The same, where sealed content can be opened or is wanted. */
  public Surroundings with(Unsealing newUnsealing) {
    return new Surroundings(hooks, switchHook, files, newUnsealing);
  }
}
