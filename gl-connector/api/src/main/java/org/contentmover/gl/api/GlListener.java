package org.contentmover.gl.api;

/**
 * Message endpoint of the agent: what the segment tells this server.
 *
 * <p>Threading: called on threads of the server's work manager; events of one kind and one
 * assignment come in order, one at a time.
 *
 * <p>Delivery is at least once: a normal return acknowledges; an exception has the event delivered
 * again after a pause that grows. Events that wait when no endpoint is active are delivered when
 * one becomes active. Facts that a newer one replaces (leadership, segment, reports of one
 * assignment) are delivered in their newest form only.
 */
public interface GlListener {
  /**
   * The leader announces an assignment (LD-1, LD-2).
   *
   * @param offer what is announced
   * @param reply takes the answer, now or later
   */
  void assignmentOffered(AssignmentOffer offer, OfferReply reply);

  /**
   * An assignment is complete and verified.
   *
   * @param received where it is
   */
  void assignmentReceived(ReceivedAssignment received);

  /**
   * The rest of an assignment shall be fetched by unicast (LD-5).
   *
   * @param wanted what and from where
   * @param reply takes what is there already, so that it is not fetched again after a crash
   */
  void rangesWanted(RangesWanted wanted, FetchReply reply);

  /**
   * Another leader, another epoch, or none (EL-2).
   *
   * @param leadership as it is now
   */
  void leadershipChanged(Leadership leadership);

  /**
   * On the leader: the member list changed (EL-10).
   *
   * @param snapshot as it is now
   */
  void segmentChanged(SegmentSnapshot snapshot);

  /**
   * On the leader: a distribution went on; at most twice a second, and when final (DT-8).
   *
   * @param reports cumulative
   */
  void reportsCollected(CollectedReports reports);
}
