package org.contentmover.ccm.web.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Whoever opens a page of one thing without naming it is led to where it can be chosen. */
public class AddressFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Problem> problem =
        AddressedPage.at(request.getRequestURI())
            .filter(page -> request.getMethod().equals("GET"))
            .flatMap(page -> page.problem(name -> isGiven(request.getParameter(name))));
    if (problem.isPresent()) {
      ErrorServlet.answerWith(problem.get(), request);
      response.sendError(problem.get().status(), problem.get().title());
    } else {
      chain.doFilter(request, response);
    }
  }

  private static boolean isGiven(String value) {
    return value != null && !value.isBlank();
  }
}
