package org.contentmover.ccm.testing;

import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.audit.AuditLogBean;
import org.contentmover.ccm.distribution.DistributionsBean;
import org.contentmover.ccm.distribution.Standings;
import org.contentmover.ccm.job.JobsBean;
import org.contentmover.ccm.run.ContentOrdersBean;
import org.contentmover.ccm.run.FailedRunsBean;
import org.contentmover.ccm.run.HotContentsBean;
import org.contentmover.ccm.run.PreviewingBean;
import org.contentmover.ccm.run.RunClaims;
import org.contentmover.ccm.run.RunsBean;
import org.contentmover.ccm.scrub.SiteScrubsBean;
import org.contentmover.ccm.security.CcmKeyChain;
import org.contentmover.ccm.security.KeyVault;
import org.contentmover.ccm.security.UsersBean;
import org.contentmover.ccm.setup.CcmConfiguration;
import org.contentmover.ccm.setup.DataDirectory;
import org.contentmover.ccm.setup.LeastProgress;
import org.contentmover.ccm.setup.Schema;
import org.contentmover.ccm.site.ContentGroupsBean;
import org.contentmover.ccm.site.GroupConfigurationBean;
import org.contentmover.ccm.site.GroupHooksBean;
import org.contentmover.ccm.site.GroupMemberships;
import org.contentmover.ccm.site.GroupSealingBean;
import org.contentmover.ccm.site.HostedSitesBean;
import org.contentmover.ccm.site.StagingAreasBean;
import org.contentmover.ccm.staging.HttpStagingServer;
import org.contentmover.ccm.topology.AgentCalls;
import org.contentmover.ccm.topology.CcmKeysBean;
import org.contentmover.ccm.topology.ChannelMoves;
import org.contentmover.ccm.topology.EnrolmentsBean;
import org.contentmover.ccm.topology.SegmentCommandBean;
import org.contentmover.ccm.topology.SegmentKeysBean;
import org.contentmover.ccm.topology.SegmentLeader;
import org.contentmover.ccm.topology.SegmentsBean;
import org.contentmover.ccm.topology.ServerTokensBean;
import org.contentmover.ccm.topology.ServersBean;
import org.contentmover.ccm.version.AssignmentsBean;
import org.contentmover.ccm.version.VersionsBean;
import org.contentmover.ccm.version.checkpoint.CheckpointArchivesBean;
import org.contentmover.ccm.version.checkpoint.CheckpointSchedulesBean;
import org.contentmover.ccm.version.checkpoint.CheckpointsBean;
import org.contentmover.ccm.version.statement.StatementsBean;
import org.contentmover.ccm.version.store.ServerContent;
import org.contentmover.ccm.version.store.StoreCareBean;
import org.contentmover.content.delta.DeltaProfile;
import org.contentmover.content.store.ContentStore;
import org.contentmover.content.store.GarbageCollection;
import org.contentmover.core.tree.TreePolicy;

/**
 * One CCM process without a server: the real beans on a real database and a real data directory,
 * one transaction at a time, with the clock in the test's hand. Closing it without more is what a
 * crash leaves: committed rows and files, nothing else.
 */
public final class Ccm implements AutoCloseable {
  private static final List<Class<?>> BEANS =
      List.of(
          AuditLogBean.class,
          DistributionsBean.class,
          Standings.class,
          JobsBean.class,
          RunClaims.class,
          RunsBean.class,
          FailedRunsBean.class,
          ContentOrdersBean.class,
          PreviewingBean.class,
          HotContentsBean.class,
          CcmKeysBean.class,
          UsersBean.class,
          ContentGroupsBean.class,
          GroupConfigurationBean.class,
          GroupHooksBean.class,
          GroupMemberships.class,
          GroupSealingBean.class,
          HostedSitesBean.class,
          StagingAreasBean.class,
          EnrolmentsBean.class,
          SegmentCommandBean.class,
          SegmentKeysBean.class,
          SegmentsBean.class,
          ServerTokensBean.class,
          ServersBean.class,
          AssignmentsBean.class,
          VersionsBean.class,
          CheckpointsBean.class,
          CheckpointSchedulesBean.class,
          CheckpointArchivesBean.class,
          SiteScrubsBean.class,
          StoreCareBean.class,
          HttpStagingServer.class,
          StatementsBean.class);

  /** How many catch-ups it has under way at a time. */
  public static final int CATCH_UPS = 3;

  private final Wiring wiring = new Wiring(BEANS);
  private final PersistenceUnit persistence;
  private final ContentStore store;
  private final Deque<Object> news = new ArrayDeque<>();
  private final List<Object> fired = new ArrayList<>();
  private EntityManager current;
  private boolean closed;

  /** What it ordered agents to do. */
  public final OrderedAgents agents = new OrderedAgents();

  public Ccm(DataSource database, Path directory, Clock clock) {
    Schema.migrate(database);
    persistence = PersistenceUnit.on(database);
    try {
      DataDirectory data = DataDirectory.prepare(directory);
      store = ContentStore.open(data.store());
      wiring.provide(DataDirectory.class, data);
      wiring.provide(ContentStore.class, store);
      wiring.provide(GarbageCollection.class, new GarbageCollection(store));
      wiring.provide(KeyVault.class, KeyVault.open(data.vaultFile()));
      wiring.provide(CcmKeyChain.class, CcmKeyChain.open(data.keyFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    wiring.provide(AgentCalls.class, agents);
    wiring.provide(
        ServerContent.class,
        (ServerContent)
            (server, site, content, mostBytes, into) -> Optional.of(server.name() + " is away"));
    wiring.provide(Clock.class, clock);
    wiring.provide(CcmConfiguration.class, configuration(directory));
    wiring.provide(EntityManager.class, proxy(EntityManager.class, Ccm.this::currentOrFail));
    wiring.provide(Event.class, event());
    MovesInTransactions moves = wiring.get(MovesInTransactions.class);
    moves.ccm = this;
    wiring.provide(ChannelMoves.class, moves);
  }

  /** Each call in a transaction of its own unless one runs, as the container has it. */
  private static final class MovesInTransactions extends ChannelMoves {
    private Ccm ccm;

    @Override
    public SegmentLeader order(String name, String group, int port, Actor by) {
      return ccm.tx(() -> super.order(name, group, port, by));
    }

    @Override
    public void answered(
        SegmentLeader leader, String group, int port, Optional<String> refusal, Actor by) {
      ccm.run(() -> super.answered(leader, group, port, refusal, by));
    }
  }

  private static CcmConfiguration configuration(Path directory) {
    return new CcmConfiguration(
        directory,
        "http://ccm:8080",
        0,
        LeastProgress.perMinute(0),
        TreePolicy.DEFAULT,
        CATCH_UPS,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(120),
        3,
        DeltaProfile.DEFAULT,
        null);
  }

  /** Stands for what reaches out of the process; before anything that uses it is asked for. */
  public <T> void provide(Class<T> type, T object) {
    wiring.provide(type, object);
  }

  public <T> T get(Class<T> type) {
    return wiring.get(type);
  }

  /** Runs in one transaction; what was fired in it is news once it is committed. */
  public <T> T tx(Supplier<T> work) {
    if (current != null) {
      return work.get();
    }
    if (closed) {
      throw new IllegalStateException("closed");
    }
    current = persistence.entityManager();
    fired.clear();
    try {
      current.getTransaction().begin();
      T result = work.get();
      current.getTransaction().commit();
      news.addAll(fired);
      return result;
    } finally {
      if (current.getTransaction().isActive()) {
        current.getTransaction().rollback();
      }
      current.close();
      current = null;
    }
  }

  public void run(Runnable work) {
    tx(
        () -> {
          work.run();
          return null;
        });
  }

  /** The oldest news not yet told, null when there is none. */
  public Object nextNews() {
    return news.poll();
  }

  private EntityManager currentOrFail() {
    if (current == null) {
      throw new IllegalStateException("no transaction");
    }
    return current;
  }

  private Object event() {
    return Proxy.newProxyInstance(
        Ccm.class.getClassLoader(),
        new Class<?>[] {Event.class},
        (self, method, arguments) -> {
          fired.add(arguments[0]);
          return null;
        });
  }

  static <T> T proxy(Class<T> type, Supplier<T> target) {
    return type.cast(
        Proxy.newProxyInstance(
            Ccm.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return method.invoke(target.get(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    persistence.close();
    try {
      store.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
