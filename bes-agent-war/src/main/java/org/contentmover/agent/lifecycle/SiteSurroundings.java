package org.contentmover.agent.lifecycle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.content.apply.Surroundings;
import org.contentmover.content.configuration.ConfigurationFiles;
import org.contentmover.content.hook.InstalledHooks;
import org.contentmover.content.seal.Unsealing;
import org.contentmover.content.trust.KeyBox;
import org.contentmover.core.ids.HostedSite;

/** What the agent's configuration lets each site reach outside its directory. */
final class SiteSurroundings {
  private SiteSurroundings() {}

  static Function<HostedSite, Surroundings> of(
      AgentConfiguration configuration, Path state, KeyBox box) throws IOException {
    String server = configuration.server().value();
    InstalledHooks hooks =
        configuration.hooks().directory().isEmpty()
            ? InstalledHooks.noneOn(server)
            : InstalledHooks.in(
                configuration.hooks().directory().get(),
                server,
                state.resolve("hook-runs"),
                configuration.hooks().timeLimit());
    return site ->
        new Surroundings(
            hooks,
            configuration.hooks().switchHooks().of(site),
            new ConfigurationFiles(
                server, configuration.configurationFiles().getOrDefault(site, Map.of())),
            new Unsealing(Optional.of(box), configuration.sealedSites().include(site)));
  }
}
