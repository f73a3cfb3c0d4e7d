package org.contentmover.agent.live;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentServlet;

/** {@code /live/<hosted site>/<path>}, open to all, read-only. */
@WebServlet("/live/*")
public class LiveServlet extends AgentServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = agent(response);
    if (agent.isEmpty()) {
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
