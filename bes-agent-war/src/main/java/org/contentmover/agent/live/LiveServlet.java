package org.contentmover.agent.live;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.Problem;

/** {@code /live/<hosted site>/<path>}, open to all, read-only. */
@WebServlet("/live/*")
public class LiveServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
      return;
    }
    String prefix = request.getContextPath() + request.getServletPath() + "/";
    String target = request.getRequestURI();
    agent
        .get()
        .live()
        .answer(
            target.startsWith(prefix) ? target.substring(prefix.length()) : "", request, response);
  }
}
