package org.contentmover.agent.relay;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.Problem;

/** {@code GET /agent/assignments/<id>/content}, for whoever has a ticket of the CCM. */
@WebServlet("/agent/assignments/*")
public class RelayServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern CONTENT =
      Pattern.compile(
          "/(\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12})/content");

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    Matcher content = CONTENT.matcher(String.valueOf(request.getPathInfo()));
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
    } else if (!content.matches()) {
      Problem.notFound("There is /agent/assignments/<id>/content.").send(response);
    } else {
      agent.get().relay().answer(UUID.fromString(content.group(1)), request, response);
    }
  }
}
