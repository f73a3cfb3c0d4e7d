package org.contentmover.agent.lifecycle;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.config.AgentConfiguration;
import org.contentmover.agent.config.ConfigurationLocation;
import org.contentmover.agent.config.ConfigurationReader;
import org.contentmover.agent.config.InvalidConfiguration;
import org.contentmover.agent.health.Check;
import org.contentmover.agent.security.RequestGuard;
import org.contentmover.agent.segment.ConnectorSegmentLink;
import org.contentmover.core.ids.ServerName;
import org.contentmover.gl.api.GlConnectionFactory;

/**
 * Ties the agent to the life of its application. An application that cannot start its agent stays
 * deployed, so that its health can say why.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class AgentLifecycle {
  /** What callers are told meanwhile; the health says more. */
  public static final String NOT_RUNNING = "The agent does not run; see /health/ready.";

  private static final Logger LOG = Logger.getLogger(AgentLifecycle.class.getName());
  private static final ServerName NOBODY = new ServerName("not-configured");

  @Resource(name = "eis/GlConnectionFactory")
  private GlConnectionFactory connections;

  @Resource ManagedThreadFactory threadFactory;

  private volatile Agent agent;
  private volatile Check startCheck = new Check("configuration", false, "starting");
  private volatile RequestGuard guard =
      new RequestGuard(NOBODY, keyId -> Optional.empty(), Clock.systemUTC());

  @PostConstruct
  void start() {
    try {
      Path file = ConfigurationLocation.of(System::getProperty);
      AgentConfiguration configuration = new ConfigurationReader().read(file);
      LOG.log(Level.INFO, "configuration {0}: {1}", new Object[] {file, configuration});
      Agent made =
          new Agent(
              configuration,
              new ConnectorSegmentLink(connections),
              new AgentThreads(threadFactory),
              Clock.systemUTC());
      guard = made.guard();
      agent = made;
      made.start();
    } catch (InvalidConfiguration e) {
      startCheck = new Check("configuration", false, e.getMessage());
      LOG.log(Level.SEVERE, "the agent does not start: {0}", e.getMessage());
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A host that has no thread left says so with this error; thrown from here it would end the
      // deployment, and nobody would be told why.
      agent = null;
      startCheck = new Check("start", false, e.toString());
      LOG.log(Level.SEVERE, "the agent does not start", e);
    }
  }

  @PreDestroy
  void stop() {
    Agent running = agent;
    agent = null;
    if (running != null) {
      running.stop();
    }
  }

  /** The running agent; empty when its start failed and when it stops. */
  public Optional<Agent> agent() {
    return Optional.ofNullable(agent);
  }

  /** Decides on requests, also while no agent runs. */
  public RequestGuard guard() {
    return guard;
  }

  /** A process that answers is alive: restarting it repairs no configuration. */
  public List<Check> liveness() {
    return List.of(new Check("process", true, "answers"));
  }

  public List<Check> readiness() {
    return agent().map(Agent::readiness).orElseGet(() -> List.of(startCheck));
  }
}
