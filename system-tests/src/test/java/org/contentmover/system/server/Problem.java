package org.contentmover.system.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * What a server says is wrong (RFC 9457).
 *
 * @param kind its type, without what is common to all types of the CCM
 * @param detail for a person
 * @param fields those that are wrong; empty when it is not about fields
 */
record Problem(String kind, String detail, List<String> fields) {

  private static final String TYPE = "urn:contentmover:problem:";

  /** The problem in an answer, which has to be one of this status. */
  static Problem in(HttpResponse<String> answer, int status) {
    assertEquals(status, answer.statusCode(), answer::body);
    String contentType = answer.headers().firstValue("Content-Type").orElse("none");
    assertEquals("application/problem+json", contentType.replaceFirst(";.*", ""), answer::body);
    JsonObject problem = Server.json(answer);
    assertEquals(status, problem.getInt("status"), answer::body);
    return new Problem(
        problem.getString("type").replaceFirst("^" + TYPE, ""),
        problem.getString("detail"),
        problem.getOrDefault("errors", JsonValue.EMPTY_JSON_ARRAY).asJsonArray().stream()
            .map(error -> error.asJsonObject().getString("field"))
            .toList());
  }
}
