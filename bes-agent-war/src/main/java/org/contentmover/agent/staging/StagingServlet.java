package org.contentmover.agent.staging;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.Problem;
import org.contentmover.content.staging.StagingRefused;

/** {@code /agent/staging/…}: looks, scans and content, for the CCM. */
@WebServlet("/agent/staging/*")
public class StagingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
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
