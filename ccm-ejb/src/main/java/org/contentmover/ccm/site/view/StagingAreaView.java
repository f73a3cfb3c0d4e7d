package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * A directory where finished content of a site is put; the CCM reads it, never writes it (CM-1).
 * {@code includes} and {@code excludes} are globs on paths relative to it; without includes
 * everything is taken.
 *
 * @param server whose agent reads it for the CCM, null for the CCM's own host
 */
public record StagingAreaView(
    String name,
    String site,
    String server,
    String path,
    List<String> includes,
    List<String> excludes,
    long revision) {
  public StagingAreaView {
    includes = includes == null ? List.of() : List.copyOf(includes);
    excludes = excludes == null ? List.of() : List.copyOf(excludes);
  }
}
