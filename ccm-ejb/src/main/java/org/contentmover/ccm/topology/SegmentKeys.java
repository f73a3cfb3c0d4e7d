package org.contentmover.ccm.topology;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.topology.view.KeyHandout;
import org.contentmover.ccm.topology.view.KeyPresence;
import org.contentmover.ccm.topology.view.SegmentKeySettings;
import org.contentmover.ccm.topology.view.SegmentKeysView;

/** The keys of segments: made here, handed out to their servers, rotated (EL-7, LD-9, LD-12). */
@Local
public interface SegmentKeys {
  /** Never with a secret. */
  SegmentKeysView view(String segment);

  /**
   * Changes what is wanted; another policy begins a rotation. {@code expectedRevision} null:
   * whatever is held.
   *
   * @throws org.contentmover.ccm.problem.Conflict when another policy is wanted while a rotation
   *     runs
   */
  SegmentKeysView change(
      String segment, SegmentKeySettings wanted, Long expectedRevision, Actor by);

  /**
   * Begins a rotation to a new key.
   *
   * @throws org.contentmover.ccm.problem.Conflict when one runs, or the segment is open
   */
  SegmentKeysView rotate(String segment, Actor by);

  /**
   * A server tells which keys it has, and gets those it should have.
   *
   * @param reporter the server that proved itself with the request
   * @throws org.contentmover.ccm.problem.NotAllowed when that is another one, it is revoked, or its
   *     box is not signed by it
   * @throws org.contentmover.ccm.problem.Invalid when a field cannot be, or is further ahead of
   *     what was handed out than a restored backup explains
   */
  KeyHandout present(String server, KeyPresence presence, String reporter);

  /** Segments of which a rotation runs or is due, as it was a moment ago. */
  List<String> active();

  /** Takes the next step of a segment's rotation, or begins the one that is due; else nothing. */
  void advance(String segment);
}
