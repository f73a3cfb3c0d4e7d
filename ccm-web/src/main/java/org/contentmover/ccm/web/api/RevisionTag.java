package org.contentmover.ccm.web.api;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gives every answer that is one view with a {@code revision} its ETag. The tag names the revision
 * of what can be edited; facts that change by themselves (last seen, progress) do not change it.
 */
public class RevisionTag implements ContainerResponseFilter {
  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getEntity() instanceof Record view) {
      revision(view)
          .ifPresent(
              revision ->
                  response.getHeaders().putSingle(HttpHeaders.ETAG, new EntityTag(revision)));
    }
  }

  private static Optional<String> revision(Record view) {
    return Arrays.stream(view.getClass().getRecordComponents())
        .filter(component -> component.getName().equals("revision"))
        .findFirst()
        .map(component -> read(component, view));
  }

  private static String read(RecordComponent component, Record view) {
    try {
      return String.valueOf(component.getAccessor().invoke(view));
    } catch (ReflectiveOperationException unreadable) {
      throw new IllegalStateException(component + " cannot be read", unreadable);
    }
  }
}
