package org.contentmover.ccm.topology;

import java.io.Serializable;

/**
 * Identity of what is known of one hosted site on one server. A class because EclipseLink makes it
 * by its fields. Never changed.
 */
public final class SiteOnServer implements Serializable {
  private static final long serialVersionUID = 1L;
  private String server;
  private String site;

  /** For the persistence provider. */
  public SiteOnServer() {}

  public SiteOnServer(String server, String site) {
    this.server = server;
    this.site = site;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SiteOnServer key && server.equals(key.server) && site.equals(key.site);
  }

  @Override
  public int hashCode() {
    return 31 * server.hashCode() + site.hashCode();
  }
}
