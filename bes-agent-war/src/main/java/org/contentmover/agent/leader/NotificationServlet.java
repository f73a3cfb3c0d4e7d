package org.contentmover.agent.leader;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.security.SecurityFilter;
import org.contentmover.agent.web.Problem;

/** {@code POST /agent/notifications}: an assignment this server is to take on (DT-2). */
@WebServlet("/agent/notifications")
public class NotificationServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** A segment of thousands of servers, each named, still fits. */
  private static final int MOST_BYTES = 1024 * 1024;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      new Problem(413, "Content too large", "A notification has at most 1 MiB.").send(response);
      return;
    }
    Notification notification;
    try {
      notification = Notification.read(Fields.parse(new String(body, StandardCharsets.UTF_8)));
    } catch (MalformedMessage e) {
      Problem.badRequest(e.getMessage()).send(response);
      return;
    }
    Object onlyAbout = request.getAttribute(SecurityFilter.ONLY_ABOUT);
    if (onlyAbout != null && !onlyAbout.equals(notification.assignment().toString())) {
      Problem.unauthorized().send(response);
      return;
    }
    Optional<String> refusal = agent.get().distributions().accept(notification);
    if (refusal.isPresent()) {
      Problem.conflict(refusal.get()).send(response);
    } else {
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    }
  }
}
