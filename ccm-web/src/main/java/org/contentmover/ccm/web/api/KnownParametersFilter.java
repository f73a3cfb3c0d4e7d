package org.contentmover.ccm.web.api;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.contentmover.ccm.web.json.FieldError;
import org.contentmover.ccm.web.json.InvalidDocumentException;
import org.contentmover.ccm.web.security.Permission;
import org.contentmover.ccm.web.security.Requires;

/**
 * Refuses what people ask with a query parameter that is not known, or is given twice: a misspelt
 * {@code commitAt} must not have a run go live at once. What servers ask is read leniently, as
 * their documents are. Runs before the body is read, after the caller's role is known. Stateless.
 */
@Priority(Priorities.AUTHORIZATION + 1)
public class KnownParametersFilter implements ContainerRequestFilter {
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    Requires requires = method == null ? null : method.getAnnotation(Requires.class);
    if (requires == null || isForServers(requires.value())) {
      return;
    }
    SortedSet<String> known = known(method);
    List<FieldError> errors = new ArrayList<>();
    new TreeMap<>(request.getUriInfo().getQueryParameters())
        .forEach(
            (name, values) -> {
              if (!known.contains(name)) {
                errors.add(new FieldError(name, unknown(known)));
              } else if (values.size() > 1) {
                errors.add(new FieldError(name, "is given more than once"));
              }
            });
    if (!errors.isEmpty()) {
      throw new InvalidDocumentException(
          "The query has parameters that cannot be used; each is named. Nothing was done.", errors);
    }
  }

  private static boolean isForServers(Permission permission) {
    return permission == Permission.SERVE || permission == Permission.ENROL;
  }

  private static String unknown(SortedSet<String> known) {
    return known.isEmpty()
        ? "is not known here; there are no parameters"
        : "is not known here; the parameters are " + String.join(", ", known);
  }

  private static SortedSet<String> known(Method method) {
    SortedSet<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      Stream<? extends AnnotatedElement> places =
          parameter.isAnnotationPresent(BeanParam.class)
              ? Arrays.stream(parameter.getType().getDeclaredFields())
              : Stream.of(parameter);
      places
          .map(place -> place.getAnnotation(QueryParam.class))
          .filter(query -> query != null)
          .forEach(query -> names.add(query.value()));
    }
    return names;
  }
}
