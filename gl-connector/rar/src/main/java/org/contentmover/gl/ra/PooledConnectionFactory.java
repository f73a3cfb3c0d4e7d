package org.contentmover.gl.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import javax.naming.Reference;
import org.contentmover.gl.api.GlConnection;
import org.contentmover.gl.api.GlConnectionFactory;

/** The connection factory the agent looks up; connections come from the server's pool. */
public class PooledConnectionFactory implements GlConnectionFactory {
  private static final long serialVersionUID = 1L;

  private final GlManagedConnectionFactory factory;

  @SuppressWarnings("serial") // servers' connection managers are serializable when they need be
  private final ConnectionManager connectionManager;

  private Reference reference;

  PooledConnectionFactory(GlManagedConnectionFactory factory, ConnectionManager connectionManager) {
    this.factory = factory;
    this.connectionManager = connectionManager;
  }

  @Override
  public GlConnection getConnection() throws ResourceException {
    return (GlConnection) connectionManager.allocateConnection(factory, null);
  }

  @Override
  public Reference getReference() {
    return reference;
  }

  @Override
  public void setReference(Reference reference) {
    this.reference = reference;
  }
}
