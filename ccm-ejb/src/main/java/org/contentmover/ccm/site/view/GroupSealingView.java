package org.contentmover.ccm.site.view;

import java.util.List;

/**
 * Whether the content of a group is sealed.
 *
 * @param withoutBox members that cannot be sent sealed content yet, because they have told no key
 *     box
 */
public record GroupSealingView(
    String site, String group, boolean sealed, List<String> withoutBox, long revision) {
  public GroupSealingView {
    withoutBox = List.copyOf(withoutBox);
  }
}
