package org.contentmover.agent.site;

import java.io.IOException;
import org.contentmover.content.journal.SiteJournal;
import org.contentmover.content.live.LiveTree;
import org.contentmover.content.live.SiteDirectory;
import org.contentmover.core.ids.ContentGroup;

/** A site that cannot be worked on, yet or at all: what is known of it, and why. */
record UnopenedSite(String group, long liveVersion, String problem) {
  static UnopenedSite because(String problem) {
    return new UnopenedSite(Site.NO_GROUP, 0, problem);
  }

  /** What it shows it goes on showing: the CCM does not have to send it anew. */
  static UnopenedSite beingOpened(SiteDirectory site) {
    String group = Site.NO_GROUP;
    long live = 0;
    try {
      live = LiveTree.inspect(site).version();
      group = SiteJournal.read(site.journal()).belongsTo().map(ContentGroup::value).orElse(group);
    } catch (IOException | IllegalArgumentException e) {
      // Said when it is opened.
    }
    return new UnopenedSite(
        group,
        live,
        "is being opened: what was interrupted is finished or undone, hooks run again");
  }
}
