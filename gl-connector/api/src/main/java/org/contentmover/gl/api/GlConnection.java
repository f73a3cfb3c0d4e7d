package org.contentmover.gl.api;

import jakarta.resource.ResourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the agent asks of its segment.
 *
 * <p>Not for use by several threads at once. No method waits for the network; {@link #join} waits
 * for the sockets and {@link #leave} for them to close. Used after {@link #close}, every method
 * throws {@link IllegalStateException}.
 */
public interface GlConnection extends AutoCloseable {
  /**
   * Joins the segment; the adapter idles until then. Joining again with equal settings does
   * nothing, with other keys it is {@link #changeKeys}, with another preference in elections this
   * one counts from now on (EL-12; a leader that must not lead any more resigns); with other
   * settings it is an error until {@link #leave}.
   *
   * @throws ResourceException when the state directory is in use or damaged, or the sockets cannot
   *     be opened; the message says which, and what to do
   */
  void join(SegmentSettings settings) throws ResourceException;

  /**
   * Other keys from now on, without leaving (EL-7). A rotation is three calls on every server: with
   * both keys, then sending with the new one, then without the old one. Does nothing when not
   * joined.
   */
  void changeKeys(SegmentKeys keys);

  /** Leaves the segment and says so; a leader resigns (EL-11). Does nothing when not joined. */
  void leave();

  /** What this server knows now; its {@code joined} is false when not joined. */
  SegmentSnapshot segment();

  /** Tells the leader, now and with every later registration. Kept when not joined yet. */
  void publishFacts(ServerFacts facts);

  /**
   * Brings an assignment to the segment; returns at once, {@link GlListener#reportsCollected} tells
   * how it goes. Ordering an assignment again that is being distributed does nothing.
   *
   * @param order what and to whom
   * @param file complete and verified; must stay as it is until the reports are final
   * @throws NotLeaderException when this server does not lead
   * @throws ResourceException when the file cannot be read or has another size
   */
  void distribute(DistributionOrder order, Path file) throws ResourceException;

  /** Ends a distribution of this leader, or the reception of an assignment; unknown: nothing. */
  void cancel(UUID assignmentId);

  /**
   * What a partly received spool file still lacks, ascending.
   *
   * @return an empty list when nothing lacks; empty when the assignment is unknown here
   */
  Optional<List<ByteRange>> missing(UUID assignmentId);

  /** The agent wrote all that {@link RangesWanted} named; the whole is verified next. */
  void rangesFilled(UUID assignmentId);

  /**
   * Tells this server's result to the leader, whoever it is, until it is acknowledged (DT-8). Does
   * nothing when not joined; what was not acknowledged when the segment was left is to be told
   * again after the next join.
   */
  void report(MemberReport report);

  /**
   * Whether work runs on this server that a change of leader would disturb, beside the
   * distributions it was ordered: while it does, no better server takes the leadership over. Does
   * nothing when not joined.
   */
  void busy(boolean busy);

  /**
   * Moves the whole segment to another control channel (EL-9); returns at once. It ends within 15
   * s: when all members listen there, else the segment stays where it is; the log says which. The
   * configured channel stays the place where servers find each other.
   *
   * @param group multicast address, an IP literal
   * @param port of the control channel
   * @throws NotLeaderException when this server does not lead
   * @throws ResourceException when such a move is under way
   * @throws IllegalArgumentException when that is no multicast address and port
   */
  void moveControlChannel(String group, int port) throws ResourceException;

  /**
   * The CCM refused this leader's report because it has accepted that leadership of the segment,
   * and has not heard of it for a while: the leader counts on above it (EL-6, ADR 0013). Does
   * nothing on a server that does not lead.
   *
   * @param epoch as the CCM holds it
   * @param leader as the CCM holds it
   */
  void leadershipTaken(long epoch, String leader);

  /** Gives the connection back. Does not leave the segment. */
  @Override
  void close();
}
