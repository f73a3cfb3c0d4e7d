package org.contentmover.agent.relay;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentServlet;
import org.contentmover.agent.web.Problem;

/** {@code GET /agent/assignments/<id>/content}, for whoever has a ticket of the CCM. */
@WebServlet("/agent/assignments/*")
public class RelayServlet extends AgentServlet {
  private static final long serialVersionUID = 1L;
  private static final Pattern CONTENT =
      Pattern.compile(
          "/(\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12})/content");

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = agent(response);
    Matcher content = CONTENT.matcher(String.valueOf(request.getPathInfo()));
    if (agent.isEmpty()) {
      return;
    }
    if (!content.matches()) {
      Problem.notFound("There is /agent/assignments/<id>/content.").send(response);
    } else {
      agent.get().relay().answer(UUID.fromString(content.group(1)), request, response);
    }
  }
}
