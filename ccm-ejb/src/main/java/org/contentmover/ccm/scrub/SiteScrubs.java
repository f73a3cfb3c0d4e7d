package org.contentmover.ccm.scrub;

import jakarta.ejb.Local;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.paging.Page;
import org.contentmover.ccm.paging.PageRequest;
import org.contentmover.ccm.scrub.view.ScrubOrderView;
import org.contentmover.ccm.scrub.view.ScrubReport;
import org.contentmover.ccm.scrub.view.SiteScrubView;

/** Trees of servers compared with what they should be. */
@Local
public interface SiteScrubs {
  /** A server tells what it found; an older report than the one known changes nothing. */
  void told(String server, ScrubReport report, String reporter);

  /**
   * The latest scrub of each site on each server, what is not repaired first.
   *
   * @param site null for all
   */
  Page<SiteScrubView> list(String site, PageRequest page);

  /** Has all servers that show a site compare it now; asks one after the other. */
  List<ScrubOrderView> order(String site, Actor by);

  /**
   * Refuses unless the content is in the store and stands, at this path, in this version of a
   * content group the server belongs to.
   *
   * @param content its hash (hex)
   */
  void requireContent(String site, long version, String path, String content, String server);

  /** The bytes of a content; the stream fails at its end when they are not those. */
  InputStream content(String content) throws IOException;
}
