package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.NewStagingArea;
import org.contentmover.ccm.site.view.StagingAreaView;

/** Staging areas. */
@Local
public interface StagingAreas {
  /** Staging areas by name; {@code site} null: of all sites. */
  List<StagingAreaView> list(String site);

  StagingAreaView view(String name);

  StagingAreaView create(NewStagingArea area, Actor by);

  /** Replaces path and rules; {@code expectedRevision} null: whatever is held. */
  StagingAreaView change(String name, NewStagingArea area, Long expectedRevision, Actor by);

  void remove(String name, Actor by);
}
