package org.contentmover.ccm.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Whoever opens a page of one thing without naming it is led to where it can be chosen. */
public class AddressFilter extends ProblemFilter {
  private static final long serialVersionUID = 1L;

  @Override
  Optional<Problem> problem(HttpServletRequest request) {
    return AddressedPage.at(request.getRequestURI())
        .filter(page -> request.getMethod().equals("GET"))
        .flatMap(page -> page.problem(name -> isGiven(request.getParameter(name))));
  }

  private static boolean isGiven(String value) {
    return value != null && !value.isBlank();
  }
}
