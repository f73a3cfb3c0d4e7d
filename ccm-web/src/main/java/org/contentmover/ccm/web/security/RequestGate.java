package org.contentmover.ccm.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;

/**
 * First filter of every request: security headers, and no methods nobody needs (TRACE shows cookies
 * to scripts). Stateless.
 */
public class RequestGate extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final Set<String> PAGE_METHODS = Set.of("GET", "HEAD", "POST");
  private static final Set<String> API_METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    SecurityHeaders.apply(request, response);
    Set<String> methods = SecurityHeaders.isApi(request) ? API_METHODS : PAGE_METHODS;
    if (!methods.contains(request.getMethod())) {
      response.setHeader("Allow", String.join(", ", methods.stream().sorted().toList()));
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    chain.doFilter(request, response);
  }
}
