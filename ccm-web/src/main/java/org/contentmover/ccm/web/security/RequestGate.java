package org.contentmover.ccm.web.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * First filter of every request: security headers, no methods nobody needs (TRACE shows cookies to
 * scripts), and no forms of a size no page sends: these are held in memory, and the servers take
 * bodies of any size, for archives. Stateless.
 */
public class RequestGate extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /** A page's longest field is a list of some thousand patterns. */
  static final long LONGEST_FORM_BYTES = 2 << 20;

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
    if (request.getMethod().equals("POST") && isForm(request.getContentType())) {
      long length = request.getContentLengthLong();
      if (length < 0 || length > LONGEST_FORM_BYTES) {
        response.sendError(
            length < 0
                ? HttpServletResponse.SC_LENGTH_REQUIRED
                : HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean isForm(String contentType) {
    String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/");
  }
}
