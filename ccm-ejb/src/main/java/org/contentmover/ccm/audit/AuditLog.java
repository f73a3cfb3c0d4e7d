package org.contentmover.ccm.audit;

import jakarta.ejb.Local;
import org.contentmover.ccm.audit.view.AuditEntryView;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;

/** The audit log: append-only, newest first when read (UI-3). */
@Local
public interface AuditLog {
  /**
   * Writes one entry in the caller's transaction: no change without its entry, no entry without its
   * change.
   */
  void record(Actor by, String action, String subject, String detail);

  Page<AuditEntryView> list(PageRequest page);
}
