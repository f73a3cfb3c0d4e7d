package org.contentmover.ccm.version;

import java.io.Serializable;

/**
 * Identity of one version of a content group, also of hot content: both have their number from the
 * group. A class because EclipseLink makes it by its fields. Never changed.
 */
public final class VersionKey implements Serializable {
  private static final long serialVersionUID = 1L;
  String site;
  String group;
  long number;

  /** For the persistence provider. */
  public VersionKey() {}

  public VersionKey(String site, String group, long number) {
    this.site = site;
    this.group = group;
    this.number = number;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VersionKey key
        && site.equals(key.site)
        && group.equals(key.group)
        && number == key.number;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * site.hashCode() + group.hashCode()) + Long.hashCode(number);
  }
}
