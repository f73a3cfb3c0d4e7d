package org.contentmover.agent.scrub;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.MessageServlet;
import org.contentmover.agent.web.Problem;
import org.contentmover.core.ids.HostedSite;

/** {@code POST /agent/scrub}: an administrator wants a site compared now (CI-7). */
@WebServlet("/agent/scrub")
public class ScrubOrdersServlet extends MessageServlet {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 4096;

  public ScrubOrdersServlet() {
    super("An order to scrub", MOST_BYTES);
  }

  @Override
  protected Optional<Problem> take(Agent agent, HttpServletRequest request, Fields message)
      throws MalformedMessage {
    HostedSite site = message.parsed("site", HostedSite::new);
    return agent.scrubs().order(site)
        ? Optional.empty()
        : Optional.of(Problem.notFound("Site " + site + " is not on this server."));
  }
}
