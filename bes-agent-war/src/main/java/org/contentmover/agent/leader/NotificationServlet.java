package org.contentmover.agent.leader;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.ccm.Notification;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.MessageServlet;
import org.contentmover.agent.security.SecurityFilter;
import org.contentmover.agent.web.Problem;

/** {@code POST /agent/notifications}: an assignment this server is to take on (DT-2). */
@WebServlet("/agent/notifications")
public class NotificationServlet extends MessageServlet {
  private static final long serialVersionUID = 1L;

  /** A segment of thousands of servers, each named, still fits. */
  private static final int MOST_BYTES = 1024 * 1024;

  public NotificationServlet() {
    super("A notification", MOST_BYTES);
  }

  @Override
  protected Optional<Problem> take(Agent agent, HttpServletRequest request, Fields message)
      throws MalformedMessage {
    Notification notification = Notification.read(message);
    Object onlyAbout = request.getAttribute(SecurityFilter.ONLY_ABOUT);
    if (onlyAbout != null && !onlyAbout.equals(notification.assignment().toString())) {
      return Optional.of(Problem.unauthorized());
    }
    return agent.distributions().accept(notification).map(Problem::conflict);
  }
}
