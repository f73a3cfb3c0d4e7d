package org.contentmover.ccm.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Answers a request that has a problem, and lets the others pass. */
abstract class ProblemFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the request; empty when nothing is. */
  abstract Optional<Problem> problem(HttpServletRequest request);

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Problem> problem = problem(request);
    if (problem.isPresent()) {
      ErrorServlet.answerWith(problem.get(), request);
      response.sendError(problem.get().status(), problem.get().title());
    } else {
      chain.doFilter(request, response);
    }
  }
}
