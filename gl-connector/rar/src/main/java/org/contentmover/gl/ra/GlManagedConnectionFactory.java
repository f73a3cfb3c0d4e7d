package org.contentmover.gl.ra;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Set;
import javax.security.auth.Subject;
import org.contentmover.gl.engine.SegmentConnector;

/** Makes the connections the server pools. */
public class GlManagedConnectionFactory
    implements ManagedConnectionFactory, ResourceAdapterAssociation {
  private static final long serialVersionUID = 1L;

  private transient GlResourceAdapter resourceAdapter;
  private transient PrintWriter logWriter;

  @Override
  public Object createConnectionFactory(ConnectionManager connectionManager) {
    return new PooledConnectionFactory(this, connectionManager);
  }

  @Override
  public Object createConnectionFactory() throws ResourceException {
    throw new NotSupportedException("The group leader connector works inside a server only.");
  }

  @Override
  public ManagedConnection createManagedConnection(Subject subject, ConnectionRequestInfo info) {
    return new GlManagedConnection(connector());
  }

  /** Any pooled connection will do: all of them lead to the same connector. */
  @Override
  @SuppressWarnings("rawtypes") // the contract's signature
  public ManagedConnection matchManagedConnections(
      Set connections, Subject subject, ConnectionRequestInfo info) {
    for (Object connection : connections) {
      if (connection instanceof GlManagedConnection match) {
        return match;
      }
    }
    return null;
  }

  private SegmentConnector connector() {
    return resourceAdapter.connector();
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter adapter) {
    resourceAdapter = (GlResourceAdapter) adapter;
  }

  @Override
  public PrintWriter getLogWriter() {
    return logWriter;
  }

  @Override
  public void setLogWriter(PrintWriter writer) {
    logWriter = writer;
  }

  /** A factory without properties equals every other one of its class. */
  @Override
  public boolean equals(Object other) {
    return other instanceof GlManagedConnectionFactory;
  }

  @Override
  public int hashCode() {
    return GlManagedConnectionFactory.class.hashCode();
  }
}
