package org.contentmover.ccm.run;

import jakarta.ejb.Local;
import java.util.UUID;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.run.view.ChangedPathView;
import org.contentmover.ccm.run.view.NewPreview;
import org.contentmover.ccm.run.view.PreviewView;

/**
 * What orders would do, found out without doing it (CM-11): no run is begun, no number taken, and
 * nothing stays in the content store.
 */
@Local
public interface Previewing {
  /**
   * Begins to find out, and returns at once. What would be refused as an order is refused here.
   *
   * @throws org.contentmover.ccm.problem.Conflict when too many are made at the moment
   */
  PreviewView start(NewPreview order, Actor by);

  /** The latest first. */
  Page<PreviewView> list(PageRequest page);

  PreviewView view(UUID id);

  /**
   * The paths that would change; of each kind the first.
   *
   * @param kind NEW, CHANGED, REMOVED or MOVED; null for all
   */
  Page<ChangedPathView> paths(UUID id, String kind, PageRequest page);
}
