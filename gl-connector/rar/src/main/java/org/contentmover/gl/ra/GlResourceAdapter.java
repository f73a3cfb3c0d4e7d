package org.contentmover.gl.ra;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.contentmover.gl.engine.SegmentConnector;
import org.contentmover.gl.log.ConnectorLog;

/**
 * The resource adapter of one server: started and stopped by the server, idle until an agent joins
 * a segment. Has no configuration properties: everything comes with {@link
 * org.contentmover.gl.api.GlConnection#join} from the agent's one configuration file.
 */
public class GlResourceAdapter implements ResourceAdapter, Serializable {
  private static final long serialVersionUID = 1L;

  private final transient Map<MessageEndpointFactory, EndpointDelivery> endpoints =
      new ConcurrentHashMap<>();
  private transient volatile SegmentConnector connector;

  @Override
  public void start(BootstrapContext context) {
    connector = new SegmentConnector(new WorkManagerThreads(context.getWorkManager()));
    ConnectorLog.ADAPTER_STARTED.log();
  }

  @Override
  public void stop() {
    connector.leave();
    connector = null;
    endpoints.clear();
    ConnectorLog.ADAPTER_STOPPED.log();
  }

  @Override
  public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) {
    EndpointDelivery endpoint = new EndpointDelivery(factory);
    endpoints.put(factory, endpoint);
    connector.activate(endpoint);
    ConnectorLog.ENDPOINT_ACTIVATED.log();
  }

  @Override
  public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
    EndpointDelivery endpoint = endpoints.remove(factory);
    if (endpoint != null) {
      connector.deactivate(endpoint);
      ConnectorLog.ENDPOINT_DEACTIVATED.log();
    }
  }

  /** None: deliveries are repeated until they succeed instead of being part of transactions. */
  @Override
  public XAResource[] getXAResources(ActivationSpec[] specs) {
    return new XAResource[0];
  }

  /**
   * The connector of the running adapter.
   *
   * @throws IllegalStateException when the server has stopped it
   */
  SegmentConnector connector() {
    SegmentConnector running = connector;
    if (running == null) {
      throw new IllegalStateException("the group leader connector is stopped");
    }
    return running;
  }

  /** An adapter without properties equals every other one of its class. */
  @Override
  public boolean equals(Object other) {
    return other instanceof GlResourceAdapter;
  }

  @Override
  public int hashCode() {
    return GlResourceAdapter.class.hashCode();
  }
}
