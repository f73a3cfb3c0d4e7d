package org.contentmover.ccm.site;

import jakarta.ejb.Local;
import java.util.List;
import org.contentmover.ccm.audit.Actor;
import org.contentmover.ccm.site.view.HostedSiteView;

/** Hosted sites. */
@Local
public interface HostedSites {
  List<HostedSiteView> list();

  HostedSiteView view(String name);

  HostedSiteView create(String name, String description, Actor by);

  /** {@code expectedRevision} null: whatever is held. */
  HostedSiteView describe(String name, String description, Long expectedRevision, Actor by);

  /**
   * How many checkpoints of each content group are kept, pinned ones not counted (VC-2); {@code
   * expectedRevision} null: whatever is held.
   */
  HostedSiteView keepCheckpoints(String name, int kept, Long expectedRevision, Actor by);

  /**
   * Who signs for what may be live on a site (CM-12): its runs wait for their word. What servers
   * want is in their own configuration. {@code expectedRevision} null: whatever is held.
   *
   * @param keys public keys, base64 of X.509; empty for nobody
   */
  HostedSiteView requirePublishers(String name, List<String> keys, Long expectedRevision, Actor by);

  /**
   * Forgets a site nothing was published of; refused while content groups, staging areas or jobs
   * name it.
   */
  void remove(String name, Actor by);
}
