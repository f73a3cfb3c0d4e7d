package org.contentmover.agent.lifecycle;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.web.Problem;

/** What needs the running agent for its answers. Called by many threads of the server at a time. */
public abstract class AgentServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject transient AgentLifecycle lifecycle;

  /** The running agent; while none runs the caller is told so, by 503. */
  protected final Optional<Agent> agent(HttpServletResponse response) throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
    }
    return agent;
  }
}
