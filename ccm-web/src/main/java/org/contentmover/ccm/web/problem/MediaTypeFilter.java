package org.contentmover.ccm.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/** Refuses what names a media type that is none, before each server does in its own way. */
public class MediaTypeFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Problem> problem =
        MediaTypeHeaders.problem(
            request.getHeader("Content-Type"), Collections.list(request.getHeaders("Accept")));
    if (problem.isPresent()) {
      ErrorServlet.answerWith(problem.get(), request);
      response.sendError(problem.get().status(), problem.get().title());
    } else {
      chain.doFilter(request, response);
    }
  }
}
