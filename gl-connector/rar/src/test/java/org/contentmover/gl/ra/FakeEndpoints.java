package org.contentmover.gl.ra;

import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;
import org.contentmover.gl.api.GlListener;

/** The endpoint factory of a message-driven bean. */
final class FakeEndpoints implements MessageEndpointFactory {
  private final GlListener bean;
  private final AtomicInteger inUse = new AtomicInteger();
  private volatile boolean available = true;

  FakeEndpoints(GlListener bean) {
    this.bean = bean;
  }

  void available(boolean isAvailable) {
    available = isAvailable;
  }

  int inUse() {
    return inUse.get();
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource xaResource) throws UnavailableException {
    if (!available) {
      throw new UnavailableException("the bean is being deployed");
    }
    inUse.incrementAndGet();
    return (MessageEndpoint)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {MessageEndpoint.class, GlListener.class},
            (proxy, method, arguments) -> invoke(method, arguments));
  }

  private Object invoke(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("release")) {
      inUse.decrementAndGet();
      return null;
    }
    try {
      return method.invoke(bean, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public MessageEndpoint createEndpoint(XAResource xaResource, long timeout)
      throws UnavailableException {
    return createEndpoint(xaResource);
  }

  @Override
  public boolean isDeliveryTransacted(Method method) {
    return false;
  }

  @Override
  public String getActivationName() {
    return "agent";
  }

  @Override
  public Class<?> getEndpointClass() {
    return bean.getClass();
  }
}
