package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * The hooks of a content group in the order in which they are run, each in one line: {@code
 * before}, {@code after} or {@code after-or-back}, the name, and {@code name=value} for each
 * argument.
 */
public record GroupHooksView(String site, String group, List<String> hooks, long revision) {
  public GroupHooksView {
    hooks = List.copyOf(hooks);
  }
}
