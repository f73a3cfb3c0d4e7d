package org.contentmover.agent.health;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.JsonAnswer;
import org.contentmover.agent.web.Problem;

/** {@code GET /agent/status}: what the CCM and its administrators want to know of one server. */
@WebServlet("/agent/status")
public class StatusServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isPresent()) {
      JsonAnswer.send(response, 200, agent.get().status());
    } else {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
    }
  }
}
