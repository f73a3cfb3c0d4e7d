package org.contentmover.ccm.site;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.List;
import org.contentmover.ccm.setup.LinesConverter;
import org.contentmover.ccm.site.view.StagingAreaView;

/** One staging area. */
@Entity
@Table(name = "staging_area")
class StagingArea {
  @Id private String name;
  private String site;
  private String server;
  private String path;

  @Convert(converter = LinesConverter.class)
  private List<String> includes;

  @Convert(converter = LinesConverter.class)
  private List<String> excludes;

  @Version private long version;

  protected StagingArea() {}

  StagingArea(String name, String site) {
    this.name = name;
    this.site = site;
  }

  void set(String newServer, String newPath, List<String> newIncludes, List<String> newExcludes) {
    server = newServer;
    path = newPath;
    includes = List.copyOf(newIncludes);
    excludes = List.copyOf(newExcludes);
  }

  String site() {
    return site;
  }

  long revision() {
    return version;
  }

  StagingAreaView view() {
    return new StagingAreaView(name, site, server, path, includes, excludes, version);
  }
}
