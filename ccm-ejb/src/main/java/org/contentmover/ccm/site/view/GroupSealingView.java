package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * Whether the content of a group is sealed, and which of it.
 *
 * @param paths patterns of what is sealed, while it is; none: everything
 * @param inVain those of them that match nothing of what is published
 * @param withoutBox members that cannot be sent sealed content yet, because they have told no key
 *     box
 */
public record GroupSealingView(
    String site,
    String group,
    boolean sealed,
    List<String> paths,
    List<String> inVain,
    List<String> withoutBox,
    long revision) {
  public GroupSealingView {
    paths = List.copyOf(paths);
    inVain = List.copyOf(inVain);
    withoutBox = List.copyOf(withoutBox);
  }
}
