package org.contentmover.agent.web;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An error answer (RFC 9457).
 *
 * @param status HTTP status
 * @param title the same for every occurrence of this status
 * @param detail what happened here, for the caller
 */
public record Problem(int status, String title, String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem badRequest(String detail) {
    return new Problem(400, "Bad request", detail);
  }

  /** Says nothing about why: that is for the log of this server alone. */
  public static Problem unauthorized() {
    return new Problem(401, "Unauthorized", "A valid token of the CCM is needed.");
  }

  public static Problem notFound(String detail) {
    return new Problem(404, "Not found", detail);
  }

  public static Problem methodNotAllowed() {
    return new Problem(405, "Method not allowed", "This address does not take this method.");
  }

  public static Problem conflict(String detail) {
    return new Problem(409, "Conflict", detail);
  }

  public static Problem tooLarge(String detail) {
    return new Problem(413, "Content too large", detail);
  }

  public static Problem rangeNotSatisfiable(String detail) {
    return new Problem(416, "Range not satisfiable", detail);
  }

  public static Problem unavailable(String detail) {
    return new Problem(503, "Unavailable", detail);
  }

  public JsonObject toJson() {
    return Json.createObjectBuilder()
        .add("type", "about:blank")
        .add("title", title)
        .add("status", status)
        .add("detail", detail)
        .build();
  }

  /** Writes this problem as the whole answer. */
  public void send(HttpServletResponse response) throws IOException {
    byte[] body = toJson().toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(MEDIA_TYPE);
    response.setContentLength(body.length);
    if (status == 401) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    response.getOutputStream().write(body);
  }
}
