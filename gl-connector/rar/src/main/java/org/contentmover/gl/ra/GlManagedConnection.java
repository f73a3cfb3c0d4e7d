package org.contentmover.gl.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.contentmover.gl.engine.SegmentConnector;

/** A pooled way to the connector; holds no resource, so it cannot break. */
final class GlManagedConnection implements ManagedConnection {
  private final SegmentConnector connector;
  private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
  private final List<ConnectionHandle> handles = new CopyOnWriteArrayList<>();
  private PrintWriter logWriter;

  GlManagedConnection(SegmentConnector connector) {
    this.connector = connector;
  }

  @Override
  public Object getConnection(Subject subject, ConnectionRequestInfo info) {
    ConnectionHandle handle = new ConnectionHandle(this);
    handles.add(handle);
    return handle;
  }

  SegmentConnector connector() {
    return connector;
  }

  /** The agent closed a handle: the server may pool this connection again. */
  void closed(ConnectionHandle handle) {
    handles.remove(handle);
    ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
    event.setConnectionHandle(handle);
    listeners.forEach(listener -> listener.connectionClosed(event));
  }

  @Override
  public void associateConnection(Object connection) throws ResourceException {
    if (!(connection instanceof ConnectionHandle handle)) {
      throw new ResourceException(connection + " is no connection of this adapter.");
    }
    handle.moveTo(this);
    handles.add(handle);
  }

  /** A handle went to another managed connection. */
  void gaveAway(ConnectionHandle handle) {
    handles.remove(handle);
  }

  @Override
  public void cleanup() {
    handles.forEach(ConnectionHandle::invalidate);
    handles.clear();
  }

  @Override
  public void destroy() {
    cleanup();
    listeners.clear();
  }

  @Override
  public void addConnectionEventListener(ConnectionEventListener listener) {
    listeners.add(listener);
  }

  @Override
  public void removeConnectionEventListener(ConnectionEventListener listener) {
    listeners.remove(listener);
  }

  @Override
  public XAResource getXAResource() throws ResourceException {
    throw new NotSupportedException("The group leader connector takes no part in transactions.");
  }

  @Override
  public LocalTransaction getLocalTransaction() throws ResourceException {
    throw new NotSupportedException("The group leader connector takes no part in transactions.");
  }

  @Override
  public ManagedConnectionMetaData getMetaData() {
    return new MetaData();
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    logWriter = writer;
  }

  private static final class MetaData implements ManagedConnectionMetaData {
    @Override
    public String getEISProductName() {
      return "Content Mover group leader connector";
    }

    @Override
    public String getEISProductVersion() {
      String version = GlManagedConnection.class.getPackage().getImplementationVersion();
      return version == null ? "" : version;
    }

    @Override
    public int getMaxConnections() {
      return 0; // no limit
    }

    @Override
    public String getUserName() {
      return "";
    }
  }
}
