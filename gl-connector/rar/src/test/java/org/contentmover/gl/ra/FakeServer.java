package org.contentmover.gl.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.contentmover.gl.api.GlConnectionFactory;

/** What a server does for a resource adapter, as little of it as the adapter needs. */
final class FakeServer implements BootstrapContext, WorkManager, ConnectionManager, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final transient GlResourceAdapter adapter = new GlResourceAdapter();
  private final transient ExecutorService threads = Executors.newCachedThreadPool();
  private final transient Set<Work> running = ConcurrentHashMap.newKeySet();
  private final transient Set<ManagedConnection> pooled = ConcurrentHashMap.newKeySet();
  private volatile boolean refusesWork;

  FakeServer() {
    adapter.start(this);
  }

  GlResourceAdapter adapter() {
    return adapter;
  }

  GlConnectionFactory connectionFactory() {
    GlManagedConnectionFactory factory = new GlManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    return (GlConnectionFactory) factory.createConnectionFactory(this);
  }

  void refuseWork(boolean refuses) {
    refusesWork = refuses;
  }

  /** As a server does that wants its threads back before it stops the adapter. */
  void releaseWork() {
    running.forEach(Work::release);
  }

  int workRunning() {
    return running.size();
  }

  int connectionsPooled() {
    return pooled.size();
  }

  @Override
  public void close() {
    adapter.stop();
    threads.shutdown();
  }

  @Override
  public void scheduleWork(Work work) throws WorkException {
    if (refusesWork) {
      throw new WorkRejectedException("no thread is free");
    }
    running.add(work);
    threads.execute(
        () -> {
          try {
            work.run();
          } finally {
            running.remove(work);
          }
        });
  }

  @Override
  public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info)
      throws ResourceException {
    ManagedConnection matching = factory.matchManagedConnections(pooled, null, info);
    if (matching != null) {
      pooled.remove(matching);
      return matching.getConnection(null, info);
    }
    ManagedConnection made = factory.createManagedConnection(null, info);
    made.addConnectionEventListener(new BackToThePool(made));
    return made.getConnection(null, info);
  }

  private final class BackToThePool implements ConnectionEventListener {
    private final ManagedConnection connection;

    BackToThePool(ManagedConnection connection) {
      this.connection = connection;
    }

    @Override
    public void connectionClosed(ConnectionEvent event) {
      try {
        connection.cleanup();
      } catch (ResourceException e) {
        throw new AssertionError(e);
      }
      pooled.add(connection);
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
      throw new AssertionError("no transactions");
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
      throw new AssertionError("no transactions");
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
      throw new AssertionError("no transactions");
    }

    @Override
    public void connectionErrorOccurred(ConnectionEvent event) {
      throw new AssertionError(event.getException());
    }
  }

  @Override
  public WorkManager getWorkManager() {
    return this;
  }

  @Override
  public XATerminator getXATerminator() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Timer createTimer() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isContextSupported(Class<? extends WorkContext> contextClass) {
    return true;
  }

  @Override
  public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void doWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long startWork(Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void scheduleWork(
      Work work, long timeout, ExecutionContext context, WorkListener listener) {
    throw new UnsupportedOperationException();
  }
}
