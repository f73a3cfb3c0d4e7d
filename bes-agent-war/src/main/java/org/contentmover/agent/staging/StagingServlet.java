package org.contentmover.agent.staging;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentServlet;
import org.contentmover.agent.web.Problem;
import org.contentmover.content.staging.StagingRefused;

/** {@code /agent/staging/…}: looks, scans and content, for the CCM. */
@WebServlet("/agent/staging/*")
public class StagingServlet extends AgentServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = agent(response);
    if (agent.isEmpty()) {
      return;
    }
    try {
      agent.get().staging().answer(request, response);
    } catch (MalformedMessage e) {
      Problem.badRequest(e.getMessage()).send(response);
    } catch (StagingRefused e) {
      Problem.conflict(e.getMessage()).send(response);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Problem.unavailable("This server is being stopped.").send(response);
    }
  }
}
