package org.contentmover.ccm.web.problem;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import org.contentmover.ccm.web.json.FieldError;

/**
 * An RFC 9457 problem (UI-2): what is wrong and what to do, for a person and for a program.
 *
 * @param kind last part of the type, for example {@code not-found}
 * @param title the kind in words, the same for every occurrence
 * @param detail this occurrence, and what to do about it
 * @param errors the fields that are wrong, empty when it is not about fields
 * @param extensions further members by name
 */
public record Problem(
    String kind,
    String title,
    int status,
    String detail,
    List<FieldError> errors,
    Map<String, String> extensions) {
  public static final String MEDIA_TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "urn:contentmover:problem:";

  public Problem {
    errors = List.copyOf(errors);
    extensions = Map.copyOf(extensions);
  }

  public Problem(String kind, String title, int status, String detail) {
    this(kind, title, status, detail, List.of(), Map.of());
  }

  /**
   * @param instance the path of the request it happened to
   */
  public JsonObject toJson(String instance) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("type", TYPE_PREFIX + kind)
            .add("title", title)
            .add("status", status)
            .add("detail", detail)
            .add("instance", instance);
    if (!errors.isEmpty()) {
      JsonArrayBuilder list = Json.createArrayBuilder();
      for (FieldError error : errors) {
        list.add(
            Json.createObjectBuilder().add("field", error.field()).add("message", error.message()));
      }
      json.add("errors", list);
    }
    extensions.forEach(json::add);
    return json.build();
  }
}
