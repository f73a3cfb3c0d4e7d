package org.contentmover.ccm.run;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.version.view.HotContentView;
import org.contentmover.ccm.version.view.NewHotContent;

/** Other content at some paths, on some servers, at once (CM-8). */
@Local
public interface HotContents {
  /** What was placed on a group, the latest first; what has ended too. */
  List<HotContentView> list(String site, String group);

  /**
   * Places the content that is in a staging area now. Takes the time of a scan; the servers get it
   * within seconds after that.
   */
  HotContentView place(String site, String group, NewHotContent order, Actor by);

  /** Has its servers show what is published again. */
  HotContentView takeBack(String site, String group, long number, Actor by);
}
