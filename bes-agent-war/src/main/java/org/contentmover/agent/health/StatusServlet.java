package org.contentmover.agent.health;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentServlet;
import org.contentmover.agent.web.JsonAnswer;

/** {@code GET /agent/status}: what the CCM and its administrators want to know of one server. */
@WebServlet("/agent/status")
public class StatusServlet extends AgentServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = agent(response);
    if (agent.isPresent()) {
      JsonAnswer.send(response, 200, agent.get().status());
    }
  }
}
