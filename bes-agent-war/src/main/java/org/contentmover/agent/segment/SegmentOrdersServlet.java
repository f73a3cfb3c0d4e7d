package org.contentmover.agent.segment;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.contentmover.agent.ccm.Fields;
import org.contentmover.agent.ccm.MalformedMessage;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.MessageServlet;
import org.contentmover.agent.web.Problem;

/** An administrator's orders about the segment, brought by the CCM (EL-9, EL-12). */
@WebServlet({SegmentOrdersServlet.LEADERSHIP, SegmentOrdersServlet.CONTROL_CHANNEL})
public class SegmentOrdersServlet extends MessageServlet {
  static final String LEADERSHIP = "/agent/segment/leadership-order";
  static final String CONTROL_CHANNEL = "/agent/segment/control-channel";

  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = 4096;

  public SegmentOrdersServlet() {
    super("An order about a segment", MOST_BYTES);
  }

  @Override
  protected Optional<Problem> take(Agent agent, HttpServletRequest request, Fields message)
      throws MalformedMessage {
    SegmentOrders orders = agent.segmentOrders();
    try {
      if (request.getServletPath().equals(LEADERSHIP)) {
        orders.lead(message);
      } else {
        orders.moveControlChannel(message);
      }
      return Optional.empty();
    } catch (SegmentOrders.Refused e) {
      return Optional.of(Problem.conflict(e.getMessage()));
    }
  }
}
