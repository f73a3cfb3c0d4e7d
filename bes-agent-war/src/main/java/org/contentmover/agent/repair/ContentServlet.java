package org.contentmover.agent.repair;

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

/** {@code GET /agent/content/<hosted site>/<sha256>}, for the CCM. */
@WebServlet("/agent/content/*")
public class ContentServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
    } else {
      agent.get().content().answer(String.valueOf(request.getPathInfo()), response);
    }
  }
}
