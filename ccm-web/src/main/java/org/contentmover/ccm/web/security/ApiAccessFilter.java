package org.contentmover.ccm.web.security;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;

/**
 * Refuses a resource method to whoever lacks its {@link Requires}. It runs after matching, so that
 * an unknown path is 404 for everybody who is somebody; before the body is read. Stateless.
 */
@Priority(Priorities.AUTHORIZATION)
public class ApiAccessFilter implements ContainerRequestFilter {
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    if (resource.getResourceMethod() == null) {
      return; // The answer to OPTIONS that JAX-RS makes itself: the methods of a path.
    }
    Requires requires = resource.getResourceMethod().getAnnotation(Requires.class);
    if (requires == null) {
      throw new IllegalStateException(resource.getResourceMethod() + " requires no permission");
    }
    if (!request.getSecurityContext().isUserInRole(requires.value().role())) {
      throw requires.value().missing();
    }
  }
}
