package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * A directory on the CCM's host where finished content of a site is put; the CCM reads it, never
 * writes it (CM-1). {@code includes} and {@code excludes} are globs on paths relative to it;
 * without includes everything is taken.
 */
public record StagingAreaView(
    String name,
    String site,
    String path,
    List<String> includes,
    List<String> excludes,
    long revision) {
  public StagingAreaView {
    includes = includes == null ? List.of() : List.copyOf(includes);
    excludes = excludes == null ? List.of() : List.copyOf(excludes);
  }
}
