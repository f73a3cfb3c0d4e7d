package org.contentmover.gl.ra;

import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.function.Consumer;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.deliver.Endpoint;

/** Delivers events to one activated message endpoint; for each event an endpoint of its own. */
final class EndpointDelivery implements Endpoint {
  private final MessageEndpointFactory factory;

  EndpointDelivery(MessageEndpointFactory factory) {
    this.factory = factory;
  }

  @Override
  public void deliver(Consumer<GlListener> event) throws Exception {
    MessageEndpoint endpoint = factory.createEndpoint(null);
    try {
      event.accept((GlListener) endpoint);
    } finally {
      endpoint.release();
    }
  }
}
