package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * The configuration entries that the next version of a content group has, each in one line: {@code
 * file key = value}, or {@code file key} for one that is to be gone.
 */
public record GroupConfigurationView(
    String site, String group, List<String> entries, long revision) {
  public GroupConfigurationView {
    entries = List.copyOf(entries);
  }
}
