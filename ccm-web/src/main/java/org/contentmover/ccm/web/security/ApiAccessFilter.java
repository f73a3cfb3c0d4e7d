package org.contentmover.ccm.web.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;

/**
 * Refuses a resource method to whoever lacks its {@link Requires}. It runs after matching, so that
 * an unknown path is 404 for everybody who is somebody; before the body is read. Stateless.
 */
@Priority(Priorities.AUTHORIZATION)
public class ApiAccessFilter implements ContainerRequestFilter {
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    Requires requires = method == null ? null : method.getAnnotation(Requires.class);
    if (requires == null) {
      if (request.getMethod().equals(HttpMethod.OPTIONS)) {
        return; // JAX-RS itself answers it: with the methods of a path.
      }
      throw new IllegalStateException(method + " requires no permission");
    }
    if (!request.getSecurityContext().isUserInRole(requires.value().role())) {
      throw requires.value().missing();
    }
  }
}
