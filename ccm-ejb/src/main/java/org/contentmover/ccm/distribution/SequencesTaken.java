package org.contentmover.ccm.distribution;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.contentmover.ccm.site.GroupDirectory;

/** Has the numbers of content groups go on above what servers have taken. */
@Stateless
public class SequencesTaken {
  @Inject private GroupDirectory groups;

  /** Returns at once. In a transaction of its own: others lock numbers before distributions. */
  @Asynchronous
  public void goOnAbove(SequenceTaken taken) {
    groups.sequenceWasTaken(taken.site(), taken.group(), taken.sequence());
  }
}
