package org.contentmover.agent.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.Problem;

/**
 * In front of everything: what {@link RequestGuard} does not allow gets 401, the reason goes to the
 * log. Judges the path by which the server dispatches, so both see the same one.
 */
@WebFilter("/*")
public class SecurityFilter extends HttpFilter {
  /** Request attribute: the one assignment the caller's credential is good for, when there is. */
  public static final String ONLY_ABOUT = "org.contentmover.agent.onlyAbout";

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = Logger.getLogger(SecurityFilter.class.getName());

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String info = request.getPathInfo();
    String path = request.getServletPath() + (info == null ? "" : info);
    RequestGuard.Decision decision =
        lifecycle.guard().judge(path, request.getHeader("Authorization"));
    if (!decision.allowed()) {
      LOG.log(
          Level.INFO,
          "refused {0} {1} from {2}: {3}",
          new Object[] {
            request.getMethod(), printable(path), request.getRemoteAddr(), decision.reason()
          });
      Problem.unauthorized().send(response);
      return;
    }
    decision.onlyAbout().ifPresent(subject -> request.setAttribute(ONLY_ABOUT, subject));
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, request.getMethod() + " " + printable(path) + " failed", e);
      if (!response.isCommitted()) {
        response.reset();
        new Problem(500, "Internal error", "The log of this server says more.").send(response);
      }
    }
  }

  /** The path comes from outside: no line breaks into the log. */
  private static String printable(String path) {
    return path.replaceAll("\\p{Cntrl}", "?");
  }
}
