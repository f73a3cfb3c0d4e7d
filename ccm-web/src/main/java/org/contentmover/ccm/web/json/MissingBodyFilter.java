package org.contentmover.ccm.web.json;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/**
 * Refuses a request without the document its resource method takes: not every server asks {@link
 * JsonRequestReader} when there is nothing to read, and hands the method null. Stateless.
 */
@Priority(Priorities.ENTITY_CODER)
public class MissingBodyFilter implements ContainerRequestFilter {
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    boolean wanted =
        method != null && Arrays.stream(method.getParameterTypes()).anyMatch(Class::isRecord);
    if (wanted && !request.hasEntity()) {
      throw new InvalidDocumentException("The request has no body; send a JSON object.", List.of());
    }
  }
}
