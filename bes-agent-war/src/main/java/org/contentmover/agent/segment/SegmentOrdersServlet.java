package org.contentmover.agent.segment;

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
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.agent.web.Problem;

/** An administrator's orders about the segment, brought by the CCM (EL-9, EL-12). */
@WebServlet({SegmentOrdersServlet.LEADERSHIP, SegmentOrdersServlet.CONTROL_CHANNEL})
public class SegmentOrdersServlet extends HttpServlet {
  static final String LEADERSHIP = "/agent/segment/leadership-order";
  static final String CONTROL_CHANNEL = "/agent/segment/control-channel";

  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 4096;

  @Inject private transient AgentLifecycle lifecycle;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<Agent> agent = lifecycle.agent();
    if (agent.isEmpty()) {
      Problem.unavailable(AgentLifecycle.NOT_RUNNING).send(response);
      return;
    }
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES);
    SegmentOrders orders = agent.get().segmentOrders();
    try {
      Fields message = Fields.parse(new String(body, StandardCharsets.UTF_8));
      if (request.getServletPath().equals(LEADERSHIP)) {
        orders.lead(message);
      } else {
        orders.moveControlChannel(message);
      }
      response.setStatus(HttpServletResponse.SC_ACCEPTED);
    } catch (MalformedMessage e) {
      Problem.badRequest(e.getMessage()).send(response);
    } catch (SegmentOrders.Refused e) {
      Problem.conflict(e.getMessage()).send(response);
    }
  }
}
