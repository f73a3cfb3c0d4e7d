package org.contentmover.ccm.web.api;

import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.UUID;
import org.contentmover.ccm.problem.NotFound;

/**
 * Ids in paths and queries. Nothing has an id that is no UUID, and that is what is said of it;
 * JAX-RS by itself would say that the path does not exist. Stateless.
 */
public class IdConverter implements ParamConverterProvider, ParamConverter<UUID> {
  @Override
  @SuppressWarnings("unchecked") // It is the converter of the type that was asked for.
  public <T> ParamConverter<T> getConverter(
      Class<T> rawType, Type genericType, Annotation[] annotations) {
    return rawType == UUID.class ? (ParamConverter<T>) this : null;
  }

  @Override
  public UUID fromString(String text) {
    if (text == null) {
      return null;
    }
    if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw new NotFound("object with the id", text);
    }
    return UUID.fromString(text);
  }

  @Override
  public String toString(UUID id) {
    return id.toString();
  }
}
