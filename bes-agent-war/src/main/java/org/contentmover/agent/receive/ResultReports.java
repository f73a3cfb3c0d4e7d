package org.contentmover.agent.receive;

import org.contentmover.agent.assignment.AssignmentRecord;

/** Where the result of an assignment is told. */
public interface ResultReports {
  /** Tells the result of a record that has one; may be called again for the same record. */
  void tell(AssignmentRecord record);
}
