package org.contentmover.ccm.topology;

import java.util.Optional;

/** What runs do on a segment's servers; answered by the runs. */
public interface SegmentWork {
  /** The run that commits on servers of this segment right now, for people. */
  Optional<String> committingOn(String segment);
}
