package org.contentmover.agent.health;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.JsonAnswer;
import org.contentmover.agent.web.Problem;

/** {@code /health/live} and {@code /health/ready}, open to all. */
@WebServlet("/health/*")
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String probe = String.valueOf(request.getPathInfo());
    if (probe.equals("/live")) {
      send(response, lifecycle.liveness());
    } else if (probe.equals("/ready")) {
      send(response, lifecycle.readiness());
    } else {
      Problem.notFound("There are /health/live and /health/ready.").send(response);
    }
  }

  private static void send(HttpServletResponse response, List<Check> checks) throws IOException {
    JsonAnswer.send(response, Check.allUp(checks) ? 200 : 503, Check.report(checks));
  }
}
