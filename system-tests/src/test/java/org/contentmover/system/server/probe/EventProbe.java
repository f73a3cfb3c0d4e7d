package org.contentmover.system.server.probe;

import jakarta.ejb.MessageDriven;
import java.util.concurrent.atomic.AtomicReference;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.api.SegmentSnapshot;

/** A message endpoint bound to the adapter inside the archive; keeps the last role it was told. */
@MessageDriven(name = "EventProbe", messageListenerInterface = GlListener.class)
public class EventProbe implements GlListener {

  private static final AtomicReference<String> LAST_ROLE = new AtomicReference<>("nothing");

  static String lastRole() {
    return LAST_ROLE.get();
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    LAST_ROLE.set(leadership.role().name());
  }

  @Override
  public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
    reply.notAddressed();
  }

  @Override
  public void assignmentReceived(ReceivedAssignment received) {
    // None is offered to a probe.
  }

  @Override
  public void rangesWanted(RangesWanted wanted, FetchReply reply) {
    // None is offered to a probe.
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    // The role is enough.
  }

  @Override
  public void reportsCollected(CollectedReports reports) {
    // Nothing is distributed by a probe.
  }
}
