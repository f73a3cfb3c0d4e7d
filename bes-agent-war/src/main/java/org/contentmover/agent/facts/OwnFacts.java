package org.contentmover.agent.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.site.Sites;
import org.contentmover.gl.api.ServerFacts;

/** Puts together what this server tells about itself. Safe for any thread. */
public final class OwnFacts {
  private static final Logger LOG = Logger.getLogger(OwnFacts.class.getName());

  /** 0 stands for what a server does not know. */
  private static final long FULL = 1;

  private final AgentConfiguration configuration;
  private final Sites sites;

  public OwnFacts(AgentConfiguration configuration, Sites sites) {
    this.configuration = configuration;
    this.sites = sites;
  }

  /** The facts as they are now. */
  public ServerFacts now() {
    return new ServerFacts(
        configuration.agentUrl().toString(),
        told(measured()),
        HostFacts.cpus(),
        HostFacts.cpuLoad(),
        HostFacts.memoryBytes(),
        Connections.ofThisHost().open(),
        configuration.timeZone().getId(),
        configuration.place(),
        sites.facts());
  }

  /** Free space where versions are staged; 0 when it cannot be told. */
  public long freeDiskBytes() {
    return measured().orElse(0);
  }

  /** As docs/protocol/distribution.md has it: a full file system is known, and said to be so. */
  static long told(OptionalLong freeBytes) {
    return freeBytes.isPresent() ? Math.max(FULL, freeBytes.getAsLong()) : 0;
  }

  private OptionalLong measured() {
    try {
      return OptionalLong.of(Files.getFileStore(configuration.rootDirectory()).getUsableSpace());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "{0} does not tell its free space: {1}",
          new Object[] {configuration.rootDirectory(), e.toString()});
      return OptionalLong.empty();
    }
  }
}
