package org.contentmover.agent.receive;

import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.contentmover.agent.lifecycle.Agent;
import org.contentmover.agent.lifecycle.AgentLifecycle;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.api.SegmentSnapshot;

/**
 * Message endpoint of the resource adapter. An event that finds the agent not running is not
 * acknowledged and comes again.
 */
@MessageDriven(name = "SegmentEvents", messageListenerInterface = GlListener.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SegmentEvents implements GlListener {
  @Inject private AgentLifecycle lifecycle;

  @Override
  public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
    agent().receiver().offered(offer, reply);
  }

  @Override
  public void assignmentReceived(ReceivedAssignment received) {
    agent().receiver().received(received);
  }

  @Override
  public void rangesWanted(RangesWanted wanted, FetchReply reply) {
    agent().receiver().rangesWanted(wanted, reply);
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    agent().leadershipChanged(leadership);
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    agent().segmentChanged();
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    agent().distributions().collected(reports);
  }

  private Agent agent() {
    return lifecycle
        .agent()
        .orElseThrow(() -> new IllegalStateException(AgentLifecycle.NOT_RUNNING));
  }
}
