package org.contentmover.ccm.web.problem;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/** Answers every failure of the API as an RFC 9457 problem. Stateless. */
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

  @Context UriInfo uri;
  @Context Request request;
  @Context HttpHeaders headers;

  @Override
  public Response toResponse(Throwable failure) {
    boolean conditional = headers.getHeaderString(HttpHeaders.IF_MATCH) != null;
    Optional<Problem> problem = Problems.of(failure, conditional);
    if (problem.isPresent()) {
      return answer(problem.get(), Response.status(problem.get().status()));
    }
    if (failure instanceof WebApplicationException http) {
      return ofHttp(http);
    }
    return internal(failure);
  }

  private Response ofHttp(WebApplicationException http) {
    Response response = http.getResponse();
    if (response.getStatus() < 400 || response.hasEntity()) {
      return response;
    }
    if (response.getStatus() >= 500) {
      return internal(http);
    }
    Problem problem =
        Problems.ofStatus(
            response.getStatus(), request.getMethod(), uri.getRequestUri().getRawPath());
    // The response is kept for its headers: Allow says what would have been possible.
    return answer(problem, Response.fromResponse(response));
  }

  private Response internal(Throwable failure) {
    String reference = UUID.randomUUID().toString();
    LOG.log(
        Level.ERROR,
        () ->
            request.getMethod()
                + " "
                + uri.getRequestUri().getRawPath()
                + " failed, reference "
                + reference,
        failure);
    return answer(Problems.internal(reference), Response.status(500));
  }

  private Response answer(Problem problem, Response.ResponseBuilder response) {
    return response
        .type(Problem.MEDIA_TYPE)
        .entity(problem.toJson(uri.getRequestUri().getRawPath()))
        .build();
  }
}
