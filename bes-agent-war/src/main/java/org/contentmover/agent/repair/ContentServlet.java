package org.contentmover.agent.repair;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentServlet;

/** {@code GET /agent/content/<hosted site>/<sha256>}, for the CCM. */
@WebServlet("/agent/content/*")
public class ContentServlet extends AgentServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = agent(response);
    if (agent.isPresent()) {
      agent.get().content().answer(String.valueOf(request.getPathInfo()), response);
    }
  }
}
