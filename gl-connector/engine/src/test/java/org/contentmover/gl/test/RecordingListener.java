package org.contentmover.gl.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.contentmover.gl.api.AssignmentOffer;
import org.contentmover.gl.api.CollectedReports;
import org.contentmover.gl.api.FetchReply;
import org.contentmover.gl.api.GlListener;
import org.contentmover.gl.api.Leadership;
import org.contentmover.gl.api.OfferReply;
import org.contentmover.gl.api.RangesWanted;
import org.contentmover.gl.api.ReceivedAssignment;
import org.contentmover.gl.api.SegmentSnapshot;

/** An agent that writes down what it is told; answers no offer. */
public class RecordingListener implements GlListener {
  public final List<AssignmentOffer> offers = new CopyOnWriteArrayList<>();
  public final List<ReceivedAssignment> received = new CopyOnWriteArrayList<>();
  public final List<RangesWanted> wanted = new CopyOnWriteArrayList<>();
  public final List<Leadership> leaderships = new CopyOnWriteArrayList<>();
  public final List<SegmentSnapshot> snapshots = new CopyOnWriteArrayList<>();
  public final List<CollectedReports> reports = new CopyOnWriteArrayList<>();

  @Override
  public void assignmentOffered(AssignmentOffer offer, OfferReply reply) {
    offers.add(offer);
  }

  @Override
  public void assignmentReceived(ReceivedAssignment assignment) {
    received.add(assignment);
  }

  @Override
  public void rangesWanted(RangesWanted ranges, FetchReply reply) {
    wanted.add(ranges);
  }

  @Override
  public void leadershipChanged(Leadership leadership) {
    leaderships.add(leadership);
  }

  @Override
  public void segmentChanged(SegmentSnapshot snapshot) {
    snapshots.add(snapshot);
  }

  @Override
  public void reportsCollected(CollectedReports collected) {
    reports.add(collected);
  }
}
